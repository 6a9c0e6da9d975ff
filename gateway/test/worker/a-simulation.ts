/** A worker on a virtual clock, with a queue in memory and an OpenAI that answers as a test says. Same seed, same run. */

import type { BatchItem, Delivered } from 'openai-ads-destination/pipeline';
import type {
	BatchLimit,
	DeadLetter,
	OwnedQueue,
	QueuedEvent,
	Settlement,
	TakeOptions,
} from '../../src/queue/queue.js';
import { Worker, type WorkerSettings } from '../../src/worker/worker.js';
import { aBatchItem } from '../a-batch-item.js';
import { createRecordingLog } from '../recording-log.js';
import { FREE } from './free-ports.js';

/** What OpenAI answers to a batch: a status, `timeout`, or 429 with a wait. */
export interface SimulatedAnswer {
	readonly status: number | 'timeout';
	/** Of the answer. @default 5 */
	readonly latencyMs?: number;
	readonly retryAfterMs?: number;
}
export type Respond = (items: readonly BatchItem[], simulation: Simulation) => SimulatedAnswer;

interface Entry {
	readonly event: QueuedEvent;
	dueMs: number;
	isUnderWay: boolean;
}

/** 0 to 1, the same numbers for the same seed. */
export function createRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}

export class Simulation {
	nowMs = 0;
	/** What the wall clock shows besides. */
	wallOffsetMs = 0;
	requests = 0;
	eventsSent = 0;
	readonly deliveredMs = new Map<string, number>();
	readonly deadLetters: (DeadLetter & { readonly id: string })[] = [];
	readonly log = createRecordingLog();
	readonly random: () => number;
	readonly worker: Worker;
	readonly #entries = new Map<string, Entry>();
	readonly #timers: { dueMs: number; wake: () => void }[] = [];
	#nextKey = 1;

	constructor(respond: Respond, settings: Partial<WorkerSettings> = {}, seed = 1) {
		this.random = createRandom(seed);
		const all = {
			flushAt: 10,
			flushInterval: 1000,
			maxInFlight: 4,
			maxBatchBytes: 4e6,
			requestTimeout: 10_000,
			...settings,
		};
		this.worker = new Worker(all, {
			queue: this.#queue(),
			enrich: async (events) => events.map((event) => event.item),
			deliver: (items) => this.#deliver(items, respond, all.requestTimeout),
			...FREE,
			log: this.log,
			nowMs: () => this.nowMs + this.wallOffsetMs,
			monotonicMs: () => this.nowMs,
			sleep: (ms, signal) => this.#sleep(ms, signal),
			random: this.random,
		});
		this.worker.start();
	}

	get queued(): number {
		return this.#entries.size;
	}

	add(ids: readonly string[]): void {
		for (const id of ids) {
			const item = aBatchItem({ id, timestampMs: this.#nextKey });
			const key = `${this.#nextKey++}`;
			const common = { attempts: 0, batchLimit: 1000 as BatchLimit, tier: 'server' as const, arrivedMs: 0 };
			const event = { key, item, ...common };
			this.#entries.set(key, { event, dueMs: 0, isUnderWay: false });
		}
		this.worker.wake();
	}

	/** Lets virtual time pass. */
	async advance(ms: number): Promise<void> {
		const endMs = this.nowMs + ms;
		await settled();
		for (let next = this.#nextTimer(endMs); next !== undefined; next = this.#nextTimer(endMs)) {
			this.#timers.splice(this.#timers.indexOf(next), 1);
			this.nowMs = Math.max(this.nowMs, next.dueMs);
			next.wake();
			await settled();
		}
		this.nowMs = endMs;
	}

	async stop(): Promise<void> {
		const stopped = this.worker.stop(0);
		await this.advance(1);
		await stopped;
	}

	#nextTimer(endMs: number) {
		let first: { dueMs: number; wake: () => void } | undefined;
		for (const timer of this.#timers)
			if (timer.dueMs <= endMs && (first === undefined || timer.dueMs < first.dueMs)) first = timer;
		return first;
	}

	#sleep(ms: number, signal?: AbortSignal): Promise<void> {
		return new Promise((resolve) => {
			if (signal?.aborted) return resolve();
			const timer = { dueMs: this.nowMs + ms, wake: resolve };
			this.#timers.push(timer);
			signal?.addEventListener('abort', () => {
				const at = this.#timers.indexOf(timer);
				if (at >= 0) this.#timers.splice(at, 1);
				resolve();
			});
		});
	}

	async #deliver(items: readonly BatchItem[], respond: Respond, timeoutMs: number): Promise<readonly Delivered[]> {
		this.requests++;
		this.eventsSent += items.length;
		const { status, latencyMs = 5, retryAfterMs } = respond(items, this);
		const isTimeout = status === 'timeout' || latencyMs >= timeoutMs;
		await this.#sleep(isTimeout ? timeoutMs : latencyMs);
		return items.map((item) => toDelivered(item, isTimeout ? undefined : Number(status), retryAfterMs));
	}

	#queue(): OwnedQueue {
		return {
			size: () => this.#entries.size,
			take: async (options) => this.#take(options),
			settle: async (settlement) => this.#settle(settlement),
		};
	}

	#take({ nowMs, maxEvents, batchLimits = [1000, 10, 1] }: TakeOptions) {
		const taken: Entry[] = [];
		let nextMs = Number.POSITIVE_INFINITY;
		let limit: BatchLimit | undefined;
		for (const entry of this.#entries.values()) {
			if (entry.dueMs > nowMs) nextMs = Math.min(nextMs, entry.dueMs);
			if (entry.isUnderWay || entry.dueMs > nowMs || !batchLimits.includes(entry.event.batchLimit)) continue;
			limit ??= entry.event.batchLimit;
			if (entry.event.batchLimit === limit && taken.length < Math.min(limit, maxEvents)) taken.push(entry);
		}
		for (const entry of taken) entry.isUnderWay = true;
		const next = nextMs === Number.POSITIVE_INFINITY ? {} : { nextMs };
		return { events: taken.map(({ event }) => event), unreadable: [], ...(taken.length > 0 ? {} : next) };
	}

	#settle({ delivered, deadLetters, retries }: Settlement): void {
		for (const key of delivered) this.#leave(key, (id) => this.deliveredMs.set(id, this.nowMs));
		for (const letter of deadLetters) this.#leave(letter.key, (id) => this.deadLetters.push({ ...letter, id }));
		for (const { key, dueMs = 0, batchLimit } of retries) {
			const entry = this.#entries.get(key);
			if (entry === undefined) continue;
			const event = { ...entry.event, attempts: entry.event.attempts + 1, batchLimit };
			this.#entries.set(key, { event, dueMs, isUnderWay: false });
		}
	}

	#leave(key: string, note: (id: string) => void): void {
		const id = this.#entries.get(key)?.event.item.id;
		if (id !== undefined) note(id);
		this.#entries.delete(key);
	}
}

function toDelivered(item: BatchItem, status: number | undefined, retryAfterMs?: number): Delivered {
	const about = { messageId: item.messageId, attempts: 1, detail: `OpenAI answered ${status ?? 'nothing'}.` };
	if (status === 200) return { result: { ...about, outcome: 'accepted' } };
	const isRefused = status !== undefined && status < 500 && status !== 429 && status !== 408;
	const unnamed = status === 422 ? 'not_isolated' : 'unauthorized';
	return {
		result: { ...about, outcome: 'failed', reason: isRefused ? unnamed : 'retries_exhausted' },
		...(status === undefined ? {} : { httpStatus: status }),
		...(status === 429 ? { isThrottled: true as const } : {}),
		...(retryAfterMs === undefined ? {} : { retryAfterMs }),
	};
}

/** Runs everything that waits for promises. */
async function settled(): Promise<void> {
	await new Promise((resolve) => setImmediate(resolve));
}
