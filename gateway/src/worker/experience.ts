/** What a worker has learned from OpenAI's answers: it decides with it, tells the operator, and keeps it across restarts. */

import { isRecord } from 'openai-ads-destination/internal';
import type { Delivered } from 'openai-ads-destination/pipeline';
import type { Log } from '../log.js';
import type { Settlement } from '../queue/queue.js';
import { isAccepted } from './answer.js';
import { type Decision, decide } from './decide.js';
import { MemoryKeeper } from './memory-keeper.js';
import type { MinuteLog } from './minute-log.js';
import { isHeld, probeNow } from './pace.js';
import { reportChange, reportSuspect } from './report.js';
import { fromMemory, toMemory, type WorkerMemory } from './worker-memory.js';
import type { Ended, WorkerState } from './worker-state.js';

/** Longest answer that is remembered of a hold. Our choice. */
const MAX_REASON_LENGTH = 300;

/** Why nothing but probes goes out. */
interface Hold {
	/** Unix milliseconds. */
	readonly sinceMs: number;
	/** OpenAI's answer, in our words. */
	readonly reason: string;
	/** OpenAI's name of it. */
	readonly requestId?: string;
	readonly httpStatus?: number;
}

/** What an operator wants to know of a worker. */
export interface WorkerStatus extends Partial<Hold> {
	/** OpenAI refuses everything, or the key: only probes go out. */
	readonly isHeld: boolean;
	/** When OpenAI last accepted an event, in Unix milliseconds; absent before the first. */
	readonly acceptedMs?: number;
	/** When the next probe goes out, in Unix milliseconds; only if it is held. */
	readonly nextProbeMs?: number;
}

export interface ExperiencePorts {
	/** What an earlier process remembered. */
	readonly memory?: unknown;
	/** Keeps what is to be remembered. Rejects if the disk refuses. */
	remember(memory: WorkerMemory): Promise<void>;
	readonly log: Log;
	readonly minuteLog: MinuteLog;
	/** Unix milliseconds, never going back. */
	nowMs(): number;
	monotonicMs(): number;
	/** Events in the queue. */
	queued(): number;
}

const isFailed = ({ result }: Delivered) => result.outcome === 'failed';

export class Experience {
	readonly #ports: ExperiencePorts;
	readonly #keeper: MemoryKeeper;
	#state: WorkerState;
	#hold: Hold | undefined;
	#acceptedMs: number | undefined;

	constructor(ports: ExperiencePorts) {
		this.#ports = ports;
		this.#state = fromMemory(ports.memory, ports.nowMs(), ports.monotonicMs());
		this.#hold = isHeld(this.#state.pace) ? readHold(ports.memory, ports.nowMs()) : undefined;
		this.#keeper = new MemoryKeeper(() => this.#remember(), ports.monotonicMs);
	}

	get state(): WorkerState {
		return this.#state;
	}

	get status(): WorkerStatus {
		const { pace } = this.#state;
		const accepted = this.#acceptedMs === undefined ? {} : { acceptedMs: this.#acceptedMs };
		if (!isHeld(pace)) return { isHeld: false, ...this.#hold, ...accepted };
		const { nowMs, monotonicMs } = this.#ports;
		const nextProbeMs = nowMs() + Math.max(0, pace.notBeforeMs - monotonicMs());
		return { isHeld: true, ...this.#hold, ...accepted, nextProbeMs };
	}

	/** Learns from an answer, tells the operator, and says what becomes of the events. */
	decide(ended: Ended, delivered: readonly Delivered[]): Settlement {
		const { log, minuteLog, nowMs, queued } = this.#ports;
		const decision = decide(this.#state, ended, delivered, nowMs());
		const { result, httpStatus } = delivered.find(isFailed) ?? {};
		const { detail = '', requestId } = result ?? {};
		if (delivered.some(isAccepted)) this.#acceptedMs = nowMs();
		this.#learn(decision, { detail, requestId, httpStatus });
		const { state, change, isSuspectNoticed, settlement } = decision;
		reportChange(log, change, { detail, queued: queued(), waitMs: state.pace.waitMs });
		if (isSuspectNoticed) reportSuspect(log, minuteLog, detail);
		return settlement;
	}

	/** Ends a wait: the operator has corrected what may have been its reason. */
	probeNow(): void {
		this.#state = { ...this.#state, pace: probeNow(this.#state.pace, this.#ports.monotonicMs()) };
		this.#keeper.note(true);
	}

	/** Until something has to be written down. */
	waitMs(): number {
		return this.#keeper.waitMs();
	}

	saveIfDue(): void {
		this.#keeper.saveIfDue();
	}

	/** Writes down what is not yet. */
	close(): Promise<void> {
		return this.#keeper.close();
	}

	#learn({ state, change }: Decision, refusal: Refusal): void {
		this.#state = state;
		if (!isHeld(state.pace)) this.#hold = undefined;
		else this.#hold ??= createHold(this.#ports.nowMs(), refusal);
		this.#keeper.note(change !== 'none');
	}

	async #remember(): Promise<void> {
		const { nowMs, monotonicMs, minuteLog, log, remember } = this.#ports;
		try {
			await remember({ ...toMemory(this.#state, nowMs(), monotonicMs()), ...(this.#hold && { hold: this.#hold }) });
		} catch (error) {
			minuteLog.say('remember', 1, (count) =>
				log.warn({ err: error, count }, 'The pace of sending could not be stored. After a crash it is learned again.'),
			);
		}
	}
}

/** What is known of another gateway's worker, from what it remembered. */
export function readStatus(memory: unknown, nowMs: number): WorkerStatus {
	const { pace } = fromMemory(memory, nowMs, 0);
	return isHeld(pace) ? { isHeld: true, ...readHold(memory, nowMs) } : { isHeld: false };
}

/** What OpenAI said of the events that it did not take. */
interface Refusal {
	readonly detail: string;
	readonly requestId: string | undefined;
	readonly httpStatus: number | undefined;
}

function createHold(sinceMs: number, { detail, requestId, httpStatus }: Refusal): Hold {
	return {
		sinceMs,
		reason: detail.slice(0, MAX_REASON_LENGTH),
		...(requestId === undefined ? {} : { requestId: requestId.slice(0, MAX_REASON_LENGTH) }),
		...(httpStatus === undefined ? {} : { httpStatus }),
	};
}

function readHold(memory: unknown, nowMs: number): Hold {
	const hold = isRecord(memory) && isRecord(memory['hold']) ? memory['hold'] : {};
	const { sinceMs, reason, requestId, httpStatus } = hold;
	return createHold(typeof sinceMs === 'number' && sinceMs <= nowMs ? sinceMs : nowMs, {
		detail: typeof reason === 'string' ? reason : '',
		requestId: typeof requestId === 'string' ? requestId : undefined,
		httpStatus: typeof httpStatus === 'number' ? httpStatus : undefined,
	});
}
