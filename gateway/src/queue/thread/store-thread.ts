/** The thread that the store lives in: it does what it is called for, and nothing of its own accord. */

import { parentPort, workerData } from 'node:worker_threads';
import type { Log } from '../../log.js';
import type { Ownership, PixelQueue, Settlement, TakeOptions } from '../queue.js';
import { openSqliteStore } from '../sqlite/store.js';
import type { Store } from '../store.js';
import type { Answer, Call, Calls, LogLine, Reply, ThreadSettings } from './messages.js';
import { toPlain } from './plain-error.js';

type Method = (...args: readonly never[]) => unknown;

let nowMs = Date.now();
let replies: Reply[] = [];
const queues = new Map<string, PixelQueue>();
const targets = new Map<string, object>();
/** The embedded queue has one owner. */
const OWNERSHIP: Ownership = { epoch: 1, lost: new AbortController().signal };

function say(answer: Answer): void {
	parentPort?.postMessage(answer);
}

/** Of pino's ways to be called, the one that the store uses. */
function log(level: LogLine['level']): Log['warn'] {
	const write = (fields: object, message: string) => say({ kind: 'log', line: { level, fields, message } });
	return write as Log['warn'];
}

/** All that is answered in one turn goes in one message, as what shares a commit does. */
function reply(one: Reply): void {
	if (replies.push(one) > 1) return;
	queueMicrotask(() => {
		const sizes = Object.fromEntries([...queues].map(([pixelId, queue]) => [pixelId, queue.size()]));
		const all = replies;
		replies = [];
		say({ kind: 'replies', replies: all, sizes });
	});
}

/** An ownership can't be copied, so the caller leaves it out. */
function findQueue(store: Store, pixelId: string): object {
	const known = targets.get(pixelId);
	if (known !== undefined) return known;
	const queue = store.pixel(pixelId);
	const target = {
		...queue,
		take: (options: TakeOptions) => queue.take(OWNERSHIP, options),
		settle: (settlement: Settlement) => queue.settle(OWNERSHIP, settlement),
		open: async () => {},
	};
	queues.set(pixelId, queue);
	targets.set(pixelId, target);
	return target;
}

function findTarget(store: Store, { target, pixelId = '' }: Call): object {
	switch (target) {
		case 'store':
			return store;
		case 'profiles':
		case 'signatures':
		case 'counts':
		case 'alerts':
			return store[target];
		case 'letters':
			return store.pixel(pixelId).deadLetters;
		case 'queue':
			return findQueue(store, pixelId);
	}
}

async function run(store: Store, call: Call): Promise<void> {
	try {
		const object = findTarget(store, call) as Record<string, Method>;
		const value = await object[call.method]?.apply(object, call.args.map(toArgument) as never[]);
		reply({ id: call.id, value });
	} catch (error) {
		reply({ id: call.id, error: toPlain(error) });
	}
}

/** A copied buffer is a plain array of bytes. */
function toArgument(value: unknown): unknown {
	return value instanceof Uint8Array ? Buffer.from(value) : value;
}

try {
	const settings = workerData as ThreadSettings;
	const store = openSqliteStore({ ...settings, nowMs: () => nowMs, log: { warn: log('warn'), info: log('info') } });
	parentPort?.on('message', ({ calls, nowMs: now }: Calls) => {
		nowMs = now;
		for (const call of calls) void run(store, call);
	});
	say({ kind: 'opened' });
} catch (error) {
	say({ kind: 'failed', error: toPlain(error) });
}
