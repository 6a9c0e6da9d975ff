/** A store in a thread of its own, so that requests never wait for the disk's work. It is called like any other store. */

import type { BatchItem } from 'openai-ads-destination/pipeline';
import type { AlertStore } from '../alert-store.js';
import type { Counts } from '../counts.js';
import type { DeadLetters } from '../dead-letters.js';
import type { Ownership, PixelQueue } from '../queue.js';
import { QueueFull } from '../queue-errors.js';
import type { Store } from '../store.js';
import type { Target, ThreadSettings } from './messages.js';
import { type ClientPorts, StoreClient } from './store-client.js';

/** Events that are on their way to the thread at most; more would only fill the memory. Our choice. */
const MAX_SENT = 50_000;
/** When senders of more should try again. Our choice. */
const RETRY_AFTER_MS = 1000;

/** The thread owns what it has open, and there is one. */
const OWNERSHIP: Ownership = { epoch: 1, lost: new AbortController().signal };

/** @throws StartError as the store does */
export async function openThreadStore(settings: ThreadSettings, ports: ClientPorts): Promise<Store> {
	const client = await StoreClient.open(settings, ports);
	const queues = new Map<string, PixelQueue>();
	const store = callsOf<Store>(client, 'store');
	const pixelIds = await store.call('pixelIds');
	// So that their sizes are known before anybody calls.
	await Promise.all(pixelIds.map((pixelId) => client.call({ target: 'queue', pixelId, method: 'open', args: [] })));
	return {
		pixel: (pixelId) => {
			const queue = queues.get(pixelId) ?? createQueue(client, pixelId);
			queues.set(pixelId, queue);
			return queue;
		},
		pixelIds: () => store.call('pixelIds'),
		profiles: createProfiles(client),
		signatures: createSignatures(client),
		counts: createCounts(client),
		alerts: createAlerts(client),
		stories: undefined,
		commit: () => store.call('commit'),
		eraseEverywhere: (digests) => store.call('eraseEverywhere', digests),
		stats: () => store.call('stats'),
		checkDisk: () => store.call('checkDisk'),
		recovery: () => store.call('recovery'),
		acknowledgeRecovery: () => store.call('acknowledgeRecovery'),
		clean: () => store.call('clean'),
		tidy: () => store.call('tidy'),
		backup: () => store.call('backup'),
		close: () => client.close(),
	};
}

type MethodOf<T, K extends keyof T> = T[K] extends (...args: infer A) => infer R
	? { args: A; result: Awaited<R> }
	: never;

/** Typed calls of one part of the store. */
function callsOf<T>(client: StoreClient, target: Target, pixelId?: string) {
	return {
		call: <K extends keyof T & string>(method: K, ...args: MethodOf<T, K>['args']) =>
			// The thread runs the method of that name.
			client.call({ target, pixelId, method, args }) as Promise<MethodOf<T, K>['result']>,
	};
}

/** What the thread offers of a queue: it knows the owner. */
interface OwnedMethods extends Omit<PixelQueue, 'take' | 'settle' | 'setState'> {
	take(...args: Tail<Parameters<PixelQueue['take']>>): ReturnType<PixelQueue['take']>;
	settle(...args: Tail<Parameters<PixelQueue['settle']>>): ReturnType<PixelQueue['settle']>;
	setState(change: Parameters<PixelQueue['setState']>[0]): Promise<void>;
}
type Tail<T extends readonly unknown[]> = T extends readonly [unknown, ...infer R] ? R : never;

function createQueue(client: StoreClient, pixelId: string): PixelQueue {
	const { call } = callsOf<OwnedMethods>(client, 'queue', pixelId);
	const sent = { events: 0 };
	return {
		append: (items, sender, holds) => withinBound(sent, items, () => call('append', items, sender, holds)),
		cancel: (cancellations, tier) => call('cancel', cancellations, tier),
		own: async (signal) => (signal?.aborted ? undefined : OWNERSHIP),
		take: (_own, options) => call('take', options),
		settle: (_own, settlement) => call('settle', settlement),
		extend: async () => {},
		state: () => call('state'),
		setState: (change) => call('setState', change),
		sweepExpired: (nowMs, max) => call('sweepExpired', nowMs, max),
		countExpiring: (untilMs) => call('countExpiring', untilMs),
		deadLetters: createLetters(client, pixelId),
		keepRefused: (items, sender, cause) => call('keepRefused', items, sender, cause),
		forget: (people, tier) => call('forget', people, tier),
		stats: () => call('stats'),
		size: () => client.sizeOf(pixelId),
	};
}

async function withinBound<T>(
	sent: { events: number },
	items: readonly BatchItem[],
	send: () => Promise<T>,
): Promise<T> {
	if (sent.events > 0 && sent.events + items.length > MAX_SENT) {
		throw new QueueFull('More events arrive than the disk takes.', RETRY_AFTER_MS);
	}
	sent.events += items.length;
	try {
		return await send();
	} finally {
		sent.events -= items.length;
	}
}

function createLetters(client: StoreClient, pixelId: string): DeadLetters {
	const { call } = callsOf<DeadLetters>(client, 'letters', pixelId);
	return {
		list: (filter, page) => call('list', filter, page),
		count: (filter) => call('count', filter),
		replay: (filter, max) => call('replay', filter, max),
		keep: (letters, sender) => call('keep', letters, sender),
		drop: (filter) => call('drop', filter),
	};
}

function createProfiles(client: StoreClient): Store['profiles'] {
	const { call } = callsOf<Store['profiles']>(client, 'profiles');
	return {
		get: (keys) => call('get', keys),
		merge: (entries) => call('merge', entries),
		forget: (keys) => call('forget', keys),
	};
}

function createCounts(client: StoreClient): Counts {
	const { call } = callsOf<Counts>(client, 'counts');
	return {
		add: (pixelId, counts) => call('add', pixelId, counts),
		read: (fromHour, toHour) => call('read', fromHour, toHour),
	};
}

function createAlerts(client: StoreClient): AlertStore {
	const { call } = callsOf<AlertStore>(client, 'alerts');
	return {
		list: () => call('list'),
		keep: (alerts) => call('keep', alerts),
		findUnsent: (pixelIds) => call('findUnsent', pixelIds),
	};
}

function createSignatures(client: StoreClient): Store['signatures'] {
	const { call } = callsOf<Store['signatures']>(client, 'signatures');
	return {
		find: async (signature) => {
			const digest = await call('find', signature);
			return digest === undefined ? undefined : Buffer.from(digest); // A copied buffer is a plain array of bytes.
		},
		remember: (signature, bodyDigest) => call('remember', signature, bodyDigest),
		completeSinceMs: () => call('completeSinceMs'),
	};
}
