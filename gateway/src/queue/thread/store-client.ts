/** The other side of the store's thread: sends calls in turns, and settles them as the replies come. */

import { Worker } from 'node:worker_threads';
import { StorageError } from '../queue-errors.js';
import type { Answer, Call, LogLine, Reply, ThreadSettings } from './messages.js';
import { toError } from './plain-error.js';

/** Always the built one: the path is the same from here and from where this file is built to. */
const THREAD = new URL('../../../dist/queue/thread/store-thread.js', import.meta.url);

/** Of the thread's memory for what is soon gone: it needs little, and V8 would take four times as much. Our choice. */
const YOUNG_MB = 12;

interface Waiting {
	readonly resolve: (value: unknown) => void;
	readonly reject: (error: Error) => void;
}

export interface ClientPorts {
	nowMs(): number;
	onLog(line: LogLine): void;
	/** The thread has ended by itself: nothing can be kept or sent any more. */
	onLost(error: Error): void;
}

export class StoreClient {
	readonly #thread: Worker;
	readonly #ports: ClientPorts;
	readonly #waiting = new Map<number, Waiting>();
	readonly #sizes = new Map<string, number>();
	#calls: Call[] = [];
	#nextId = 1;
	#lost: Error | undefined;
	#isClosing = false;

	/** @throws what opening the store throws */
	static async open(settings: ThreadSettings, ports: ClientPorts): Promise<StoreClient> {
		const thread = new Worker(THREAD, { workerData: settings, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
		const client = new StoreClient(thread, ports);
		await new Promise<void>((resolve, reject) => {
			thread.on('error', (error) => {
				reject(error);
				client.#lose(error);
			});
			thread.on('exit', () => client.#lose(new Error('The thread ended.')));
			thread.on('message', (answer: Answer) => {
				if (answer.kind === 'opened') resolve();
				else if (answer.kind === 'failed') {
					client.#isClosing = true;
					reject(toError(answer.error));
				} else client.#hear(answer);
			});
		}).catch(async (error: unknown) => {
			await thread.terminate();
			throw error;
		});
		return client;
	}

	private constructor(thread: Worker, ports: ClientPorts) {
		this.#thread = thread;
		this.#ports = ports;
	}

	/** Events of a pixel's queue, as of the last reply. */
	sizeOf(pixelId: string): number {
		return this.#sizes.get(pixelId) ?? 0;
	}

	/** Calls of one turn go together, in order. The store answers them in any order. */
	call(call: Omit<Call, 'id'>): Promise<unknown> {
		if (this.#lost !== undefined) return Promise.reject(new StorageError('The thread of the store has ended.'));
		const id = this.#nextId++;
		return new Promise((resolve, reject) => {
			this.#waiting.set(id, { resolve, reject });
			if (this.#calls.push({ ...call, id }) === 1) queueMicrotask(() => this.#send());
		});
	}

	/** Lets the store finish, and ends its thread. */
	async close(): Promise<void> {
		this.#isClosing = true;
		try {
			if (this.#lost === undefined) await this.call({ target: 'store', method: 'close', args: [] });
		} finally {
			await this.#thread.terminate();
		}
	}

	#send(): void {
		const calls = this.#calls;
		this.#calls = [];
		this.#thread.postMessage({ calls, nowMs: this.#ports.nowMs() });
	}

	#hear(answer: Answer): void {
		if (answer.kind === 'log') this.#ports.onLog(answer.line);
		if (answer.kind !== 'replies') return;
		for (const [pixelId, size] of Object.entries(answer.sizes)) this.#sizes.set(pixelId, size);
		for (const reply of answer.replies) this.#settle(reply);
	}

	#settle(reply: Reply): void {
		const waiting = this.#waiting.get(reply.id);
		this.#waiting.delete(reply.id);
		if ('error' in reply) waiting?.reject(toError(reply.error));
		else waiting?.resolve(reply.value);
	}

	#lose(error: Error): void {
		if (this.#lost !== undefined) return;
		this.#lost = error;
		for (const { reject } of this.#waiting.values()) reject(new StorageError('The thread of the store has ended.'));
		this.#waiting.clear();
		if (!this.#isClosing) this.#ports.onLost(error);
	}
}
