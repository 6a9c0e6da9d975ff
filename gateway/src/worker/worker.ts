/** Takes batches from the queue, delivers them, and records what became of each event. Knows neither HTTP nor SQL. */

import type { BatchItem, Delivered } from 'openai-ads-destination/pipeline';
import type { Log } from '../log.js';
import type { BatchLimit, OwnedQueue, QueuedEvent, Settlement } from '../queue/queue.js';
import { toAnswer } from './answer.js';
import { decide } from './decide.js';
import { MinuteLog } from './minute-log.js';
import { reportChange, reportDeadLetters, reportSuspect } from './report.js';
import { createSteadyClock } from './steady-clock.js';
import { toTakeOptions, toTurns, type WorkerSettings } from './turns.js';
import { WakeSignal } from './wake-signal.js';
import { type Ended, FRESH_STATE, isRefusingAll, isTrusted, type WorkerState } from './worker-state.js';

/** Reads the queue at least this often. */
const MAX_IDLE_MS = 60_000;
/** Wait after the disk refused. Our choice. */
const DISK_RETRY_MS = 1000;
/** A request without an answer that took this share of `requestTimeout` timed out: timers are not exact. Our choice. */
const NEARLY = 0.9;

export interface WorkerPorts {
	readonly queue: OwnedQueue;
	/** Fills what the events lack with what became known of their people since they came; one item for each, in order. */
	enrich(events: readonly QueuedEvent[]): Promise<readonly BatchItem[]>;
	/**
	 * Delivers without resending: the queue schedules resends.
	 *
	 * @param isTrusted OpenAI accepted something lately, so that a refused batch is worth a search for its bad event
	 */
	deliver(items: readonly BatchItem[], isTrusted: boolean): Promise<readonly Delivered[]>;
	readonly log: Log;
	/** Unix milliseconds. */
	nowMs(): number;
	/** Milliseconds of a clock that never jumps: what the pace counts in. */
	monotonicMs(): number;
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
	/** 0 to 1 */
	random(): number;
}

export type { WorkerSettings } from './turns.js';

/** Delivers the queue's events until it is stopped. */
export class Worker {
	readonly #settings: WorkerSettings;
	readonly #ports: WorkerPorts;
	readonly #signal: WakeSignal;
	readonly #minuteLog: MinuteLog;
	/** What the queue's times are counted in. */
	readonly #nowMs: () => number;
	readonly #deliveries = new Set<Promise<void>>();
	readonly #underWay = { fresh: 0, parts: 0 };
	#state: WorkerState = FRESH_STATE;
	/** There may be tens and single events in the queue. */
	#hasParts = true;
	#isStopping = false;
	#loop: Promise<void> | undefined;

	constructor(settings: WorkerSettings, ports: WorkerPorts) {
		this.#settings = settings;
		this.#ports = ports;
		this.#signal = new WakeSignal(ports);
		this.#minuteLog = new MinuteLog(ports.monotonicMs);
		this.#nowMs = createSteadyClock(ports);
	}

	start(): void {
		this.#loop ??= this.#run();
	}

	/** Tells the worker that events were added. */
	wake(): void {
		this.#signal.wake();
	}

	/** Takes no more batches. Resolves when those under way have ended, or after `graceMs`; then their events stay queued. */
	async stop(graceMs: number): Promise<void> {
		this.#isStopping = true;
		this.#signal.wake();
		await this.#loop;
		const grace = new AbortController();
		await Promise.race([Promise.all(this.#deliveries), this.#ports.sleep(graceMs, grace.signal)]);
		grace.abort();
		this.#minuteLog.flush(true);
	}

	async #run(): Promise<void> {
		while (!this.#isStopping) {
			const waitMs = await this.#step();
			if (waitMs > 0) await this.#signal.wait(Math.min(waitMs, MAX_IDLE_MS));
			this.#minuteLog.flush();
		}
	}

	/** Starts at most one delivery. Returns how long to wait before the next step. */
	async #step(): Promise<number> {
		const turns = toTurns(this.#state.pace, this.#underWay, this.#settings, this.#hasParts);
		if (turns.length === 0) return MAX_IDLE_MS; // The next delivery that ends wakes it.
		const waitMs = this.#state.pace.notBeforeMs - this.#ports.monotonicMs();
		if (waitMs > 0) return waitMs;
		try {
			return await this.#takeFirst(turns);
		} catch (error) {
			this.#minuteLog.say('take', 1, (count) =>
				this.#ports.log.error({ err: error, count }, 'The queue could not be read. Trying again.'),
			);
			return DISK_RETRY_MS;
		}
	}

	/** Delivers the first batch that is ready. */
	async #takeFirst(turns: readonly BatchLimit[]): Promise<number> {
		const { queue } = this.#ports;
		const times: number[] = [];
		let emptyParts = 0;
		for (const limit of turns) {
			const options = toTakeOptions(limit, this.#state, this.#settings, queue.size(), this.#nowMs());
			const { events, nextMs, unreadable } = await queue.take(options);
			reportDeadLetters(this.#ports.log, this.#minuteLog, unreadable);
			if (events.length > 0) this.#launch(events, limit === 1000 ? 'fresh' : 'parts');
			if (events.length > 0 || unreadable.length > 0) return 0;
			if (nextMs !== undefined) times.push(nextMs);
			else if (limit !== 1000) emptyParts++;
		}
		if (emptyParts === 2) this.#hasParts = false;
		return Math.max(1, Math.min(...times) - this.#nowMs());
	}

	#launch(events: readonly QueuedEvent[], kind: 'fresh' | 'parts'): void {
		this.#underWay[kind]++;
		const delivery = this.#deliver(events).finally(() => {
			this.#underWay[kind]--;
			this.#deliveries.delete(delivery);
			this.#signal.wake();
		});
		this.#deliveries.add(delivery);
	}

	/** Never rejects. */
	async #deliver(events: readonly QueuedEvent[]): Promise<void> {
		const startedMs = this.#ports.monotonicMs();
		const delivered = await this.#tryDeliver(events, isTrusted(this.#state, startedMs));
		const nowMs = this.#ports.monotonicMs();
		const isLong = nowMs - startedMs >= this.#settings.requestTimeout * NEARLY;
		const answer = toAnswer(delivered, isLong, isRefusingAll(this.#state));
		const ended = { events, answer, startedMs, nowMs, random: this.#ports.random() };
		const settlement = this.#decide(ended, delivered);
		await this.#record(settlement);
		reportDeadLetters(this.#ports.log, this.#minuteLog, settlement.deadLetters);
	}

	async #tryDeliver(events: readonly QueuedEvent[], isWorthSearching: boolean): Promise<readonly Delivered[]> {
		try {
			return await this.#ports.deliver(await this.#ports.enrich(events), isWorthSearching);
		} catch (error) {
			this.#ports.log.error({ err: error }, 'A delivery failed unexpectedly. Its events stay queued.');
			return [];
		}
	}

	/** Learns from an answer, tells the operator, and says what becomes of the events. */
	#decide(ended: Ended, delivered: readonly Delivered[]): Settlement {
		const { state, settlement, change, isSuspectNoticed } = decide(this.#state, ended, delivered, this.#nowMs());
		this.#state = state;
		if (settlement.retries.some(({ batchLimit }) => batchLimit !== 1000)) this.#hasParts = true;
		const { log, queue } = this.#ports;
		const detail = delivered.find(({ result }) => result.outcome === 'failed')?.result.detail ?? '';
		reportChange(log, change, { detail, queued: queue.size(), waitMs: state.pace.waitMs });
		if (isSuspectNoticed) reportSuspect(log, this.#minuteLog, detail);
		return settlement;
	}

	/** OpenAI already has the events, so this is tried until the disk takes it or the worker stops. */
	async #record(settlement: Settlement): Promise<void> {
		for (;;) {
			try {
				return await this.#ports.queue.settle(settlement);
			} catch (error) {
				this.#minuteLog.say('settle', 1, (count) =>
					this.#ports.log.error({ err: error, count }, 'The queue could not record a delivery. Trying again.'),
				);
				if (this.#isStopping) return;
				await this.#ports.sleep(DISK_RETRY_MS);
			}
		}
	}
}
