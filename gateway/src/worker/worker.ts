/** Takes batches from the queue, delivers them, and records what became of each event. Knows neither HTTP nor SQL. */

import type { BatchLimit, QueuedEvent } from '../queue/queue.js';
import { type DeliveryContext, DISK_RETRY_MS, deliverBatch } from './deliver-batch.js';
import { Experience, type WorkerStatus } from './experience.js';
import { MinuteLog } from './minute-log.js';
import { reportDeadLetters } from './report.js';
import type { Release } from './slots.js';
import { createSteadyClock } from './steady-clock.js';
import { toTakeOptions, toTurns, type WorkerSettings } from './turns.js';
import { WakeSignal } from './wake-signal.js';
import type { WorkerPorts } from './worker-ports.js';

/** Reads the queue at least this often. */
const MAX_IDLE_MS = 60_000;

export type { WorkerSettings } from './turns.js';
export type { WorkerPorts } from './worker-ports.js';

/** A batch that was taken. */
interface Taken {
	readonly events: readonly QueuedEvent[];
	readonly kind: 'fresh' | 'parts';
}

/** Delivers the queue's events until it is stopped. */
export class Worker {
	#settings: WorkerSettings;
	readonly #ports: WorkerPorts;
	readonly #signal: WakeSignal;
	readonly #minuteLog: MinuteLog;
	readonly #experience: Experience;
	readonly #context: DeliveryContext;
	/** What the queue's times are counted in. */
	readonly #nowMs: () => number;
	readonly #deliveries = new Set<Promise<void>>();
	readonly #underWay = { fresh: 0, parts: 0 };
	readonly #stopping = new AbortController();
	/** There may be tens and single events in the queue. */
	#hasParts = true;
	#isPaused = false;
	#loop: Promise<void> | undefined;

	constructor(settings: WorkerSettings, ports: WorkerPorts) {
		this.#settings = settings;
		this.#ports = ports;
		this.#signal = new WakeSignal(ports);
		this.#minuteLog = new MinuteLog(ports.monotonicMs);
		this.#nowMs = createSteadyClock(ports);
		const [minuteLog, nowMs, stopping] = [this.#minuteLog, this.#nowMs, this.#stopping.signal];
		this.#experience = new Experience({ ...ports, minuteLog, nowMs, queued: () => ports.queue.size() });
		this.#context = { ports, experience: this.#experience, minuteLog, stopping };
	}

	start(): void {
		this.#loop ??= this.#run();
	}

	/** Tells the worker that events were added. */
	wake(): void {
		this.#signal.wake();
	}

	/** From the next batch on. */
	configure(settings: WorkerSettings): void {
		this.#settings = settings;
		this.#hasParts = true; // Those that the shadow left.
		this.wake();
	}

	/** While paused it sends nothing, not even a probe. What is under way ends. */
	setPaused(isPaused: boolean): void {
		this.#isPaused = isPaused;
		this.wake();
	}

	/** Ends the wait of a hold or of a back-off: the operator has corrected what may have been its reason. */
	probeNow(): void {
		this.#experience.probeNow();
		this.wake();
	}

	status(): WorkerStatus {
		return this.#experience.status;
	}

	/** Takes no more batches. Resolves when those under way have ended, or after `graceMs`; then their events stay queued. */
	async stop(graceMs: number): Promise<void> {
		this.#stopping.abort();
		this.#signal.wake();
		await this.#loop;
		const grace = new AbortController();
		await Promise.race([Promise.all(this.#deliveries), this.#ports.sleep(graceMs, grace.signal)]);
		grace.abort();
		await this.#experience.close();
		this.#minuteLog.flush(true);
	}

	async #run(): Promise<void> {
		while (!this.#stopping.signal.aborted) {
			const waitMs = await this.#step();
			const longestMs = Math.min(MAX_IDLE_MS, Math.max(1, this.#experience.waitMs()));
			if (waitMs > 0) await this.#signal.wait(Math.min(waitMs, longestMs));
			this.#experience.saveIfDue();
			this.#minuteLog.flush();
		}
	}

	/** Starts at most one delivery. Returns how long to wait before the next step. */
	async #step(): Promise<number> {
		const waitMs = this.#untilNext();
		if (waitMs > 0) return waitMs;
		const release = await this.#ports.slots.acquire(this.#stopping.signal);
		if (release === undefined) return 0;
		const taken = await this.#takeInTurn();
		if (typeof taken === 'object') {
			this.#launch(taken, release);
			return 0;
		}
		release();
		return taken;
	}

	/** How long nothing may be sent; 0 if something may be. */
	#untilNext(): number {
		if (this.#isPaused || this.#turns().length === 0) return MAX_IDLE_MS; // Whatever changes that wakes it.
		return Math.max(this.#experience.state.pace.notBeforeMs - this.#ports.monotonicMs(), this.#ports.rateWaitMs());
	}

	#turns(): readonly BatchLimit[] {
		return toTurns(this.#experience.state.pace, this.#underWay, this.#settings, this.#hasParts);
	}

	/** Takes the next batch; without one, how long to wait. */
	async #takeInTurn(): Promise<Taken | number> {
		// Others had their turns meanwhile, and answers may have come.
		const waitMs = this.#untilNext();
		if (waitMs > 0) return waitMs;
		try {
			return await this.#takeFirst(this.#turns());
		} catch (error) {
			this.#minuteLog.say('take', 1, (count) =>
				this.#ports.log.error({ err: error, count }, 'The queue could not be read. Trying again.'),
			);
			return DISK_RETRY_MS;
		}
	}

	/** The first batch that is ready. */
	async #takeFirst(turns: readonly BatchLimit[]): Promise<Taken | number> {
		const { queue } = this.#ports;
		const times: number[] = [];
		let emptyParts = 0;
		for (const limit of turns) {
			const options = toTakeOptions(limit, this.#experience.state, this.#settings, queue.size(), this.#nowMs());
			const { events, nextMs, unreadable } = await queue.take(options);
			reportDeadLetters(this.#ports.log, this.#minuteLog, unreadable);
			if (events.length > 0) return { events, kind: limit === 1000 ? 'fresh' : 'parts' };
			if (unreadable.length > 0) return 0;
			if (nextMs !== undefined) times.push(nextMs);
			else if (limit !== 1000) emptyParts++;
		}
		if (emptyParts === 2) this.#hasParts = false;
		return Math.max(1, Math.min(...times) - this.#nowMs());
	}

	#launch({ events, kind }: Taken, release: Release): void {
		this.#underWay[kind]++;
		const delivery = deliverBatch(events, this.#settings.requestTimeout, this.#context).then((hasParts) => {
			this.#hasParts ||= hasParts;
			this.#underWay[kind]--;
			this.#deliveries.delete(delivery);
			release();
			this.#signal.wake();
		});
		this.#deliveries.add(delivery);
	}
}
