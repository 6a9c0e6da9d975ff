/** Takes batches from the queue, delivers them, and records what became of each event. Knows neither HTTP nor SQL. */

import { ENVELOPE_BYTES, MAX_EVENTS_PER_REQUEST } from 'openai-ads-destination/internal';
import type { Deliver, Delivered, Settings } from 'openai-ads-destination/pipeline';
import type { Log } from '../log.js';
import type { Queue, QueuedEvent } from '../queue/queue.js';
import { Pace, type PaceChange } from './pace.js';
import { reportChange, reportDeadLetters } from './report.js';
import { toSettlement } from './settlement.js';
import { WakeSignal } from './wake-signal.js';

/** Reads the queue at least this often. */
const MAX_IDLE_MS = 60_000;
/** Wait after the disk refused. Our choice. */
const DISK_RETRY_MS = 1000;

export interface WorkerPorts {
	readonly queue: Queue;
	/** Delivers without resending: the queue schedules resends. */
	readonly deliver: Deliver;
	readonly log: Log;
	nowMs(): number;
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
	/** 0 to 1 */
	random(): number;
}

export type WorkerSettings = Pick<Settings, 'flushAt' | 'flushInterval' | 'maxInFlight' | 'maxBatchBytes'>;

/** Delivers the queue's events until it is stopped. */
export class Worker {
	readonly #settings: WorkerSettings;
	readonly #ports: WorkerPorts;
	readonly #pace: Pace;
	readonly #signal: WakeSignal;
	readonly #underWay = new Set<Promise<void>>();
	#isOpenAIAccepting = true;
	#isStopping = false;
	#loop: Promise<void> | undefined;

	constructor(settings: WorkerSettings, ports: WorkerPorts) {
		this.#settings = settings;
		this.#ports = ports;
		this.#pace = new Pace(settings.maxInFlight);
		this.#signal = new WakeSignal(ports);
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
		await Promise.race([Promise.all(this.#underWay), this.#ports.sleep(graceMs, grace.signal)]);
		grace.abort();
	}

	async #run(): Promise<void> {
		while (!this.#isStopping) {
			const waitMs = await this.#step();
			if (waitMs > 0) await this.#signal.wait(Math.min(waitMs, MAX_IDLE_MS));
		}
	}

	/** Starts at most one delivery. Returns how long to wait before the next step. */
	async #step(): Promise<number> {
		if (this.#underWay.size >= this.#pace.maxInFlight) return MAX_IDLE_MS; // The next delivery that ends wakes it.
		const waitMs = this.#pace.waitMs(this.#ports.nowMs());
		if (waitMs > 0) return waitMs;
		try {
			const { events, nextMs, unreadable } = await this.#ports.queue.take(this.#takeOptions());
			reportDeadLetters(this.#ports.log, unreadable);
			if (unreadable.length > 0 && events.length === 0) return 0;
			if (events.length === 0) return Math.max(1, (nextMs ?? Number.POSITIVE_INFINITY) - this.#ports.nowMs());
			this.#launch(events);
			return 0;
		} catch (error) {
			this.#ports.log.error({ err: error }, 'The queue could not be read. Trying again.');
			return DISK_RETRY_MS;
		}
	}

	#takeOptions() {
		const { flushAt, flushInterval, maxBatchBytes, maxInFlight } = this.#settings;
		const share = Math.min(MAX_EVENTS_PER_REQUEST, Math.ceil(this.#ports.queue.size() / maxInFlight));
		return {
			nowMs: this.#ports.nowMs(),
			maxEvents: Math.min(this.#pace.maxEvents, Math.max(flushAt, share)),
			maxBytes: maxBatchBytes - ENVELOPE_BYTES,
			minEvents: flushAt,
			lingerMs: flushInterval,
		};
	}

	#launch(events: readonly QueuedEvent[]): void {
		const delivery = this.#deliver(events).finally(() => {
			this.#underWay.delete(delivery);
			this.#signal.wake();
		});
		this.#underWay.add(delivery);
	}

	/** Never rejects. */
	async #deliver(events: readonly QueuedEvent[]): Promise<void> {
		const startedMs = this.#ports.nowMs();
		const delivered = await this.#tryDeliver(events);
		const nowMs = this.#ports.nowMs();
		this.#updatePace(delivered, startedMs, nowMs);
		const circumstances = { nowMs, random: this.#ports.random(), isOpenAIAccepting: this.#isOpenAIAccepting };
		const settlement = toSettlement(events, delivered, circumstances);
		await this.#record(settlement);
		reportDeadLetters(this.#ports.log, settlement.deadLetters);
	}

	async #tryDeliver(events: readonly QueuedEvent[]): Promise<readonly Delivered[]> {
		try {
			return await this.#ports.deliver(events.map((event) => event.item));
		} catch (error) {
			this.#ports.log.error({ err: error }, 'A delivery failed unexpectedly. Its events stay queued.');
			return [];
		}
	}

	/** A batch can end in several ways at once; the one that tells most about the service counts. */
	#updatePace(delivered: readonly Delivered[], startedMs: number, nowMs: number): void {
		const find = (reason: string) => delivered.find(({ result }) => result.reason === reason);
		if (find('not_isolated') !== undefined) this.#isOpenAIAccepting = false;
		if (delivered.some(({ result }) => result.outcome === 'accepted')) this.#isOpenAIAccepting = true;
		// Events that expired in the queue, without a request, tell nothing about the service.
		if (!delivered.some(({ result }) => result.attempts > 0)) return;
		const unauthorized = find('unauthorized');
		const retryable = find('retries_exhausted');
		const detail = (unauthorized ?? retryable)?.result.detail ?? '';
		this.#report(this.#toPaceChange(unauthorized, retryable, startedMs, nowMs), detail);
	}

	#toPaceChange(
		unauthorized: Delivered | undefined,
		retryable: Delivered | undefined,
		startedMs: number,
		nowMs: number,
	): PaceChange {
		if (unauthorized !== undefined) return this.#pace.onUnauthorized(startedMs, nowMs);
		if (retryable === undefined) return this.#pace.onAnswered();
		return this.#pace.onRetryable(startedMs, nowMs, retryable.retryAfterMs, this.#ports.random());
	}

	#report(change: PaceChange, detail: string): void {
		reportChange(this.#ports.log, change, { detail, queued: this.#ports.queue.size() });
	}

	/** OpenAI already has the events, so this is tried until the disk takes it or the worker stops. */
	async #record(settlement: Parameters<Queue['settle']>[0]): Promise<void> {
		for (;;) {
			try {
				return await this.#ports.queue.settle(settlement);
			} catch (error) {
				this.#ports.log.error({ err: error }, 'The queue could not record a delivery. Trying again.');
				if (this.#isStopping) return;
				await this.#ports.sleep(DISK_RETRY_MS);
			}
		}
	}
}
