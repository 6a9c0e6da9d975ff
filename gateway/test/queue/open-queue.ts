/** A store with the queue of one pixel, in the words that tests of a queue are short in. */

import type { BatchItem, PersonKeys, Tier } from 'openai-ads-destination/pipeline';
import type { Cause, PixelQueue, Settlement, TakeOptions } from '../../src/queue/queue.js';
import { openSqliteStore, type StoreOptions } from '../../src/queue/sqlite/store.js';
import type { Store } from '../../src/queue/store.js';

export interface TestQueue {
	/** The number of new ones. */
	add(items: readonly BatchItem[], tier?: Tier): Promise<number>;
	take(options: TakeOptions): ReturnType<PixelQueue['take']>;
	settle(settlement: Settlement): Promise<void>;
	keepRefused(items: readonly BatchItem[], tier: Tier, cause: Cause): Promise<void>;
	forget(people: readonly PersonKeys[], tier: Tier): Promise<void>;
	size(): number;
	checkDisk(): Promise<void>;
}

export interface TestStore extends Store {
	readonly queue: TestQueue;
}

export const OWN = { epoch: 1, lost: new AbortController().signal };

/** A store in this thread. */
export function openTestStore(options: StoreOptions & { readonly pixelId: string }): TestStore {
	const store = openSqliteStore(options);
	return { ...store, queue: shorten(store, options.pixelId) };
}

export function shorten(store: Store, pixelId: string): TestQueue {
	const queue = store.pixel(pixelId);
	return {
		add: async (items, tier = 'server') => (await queue.append(items, { tier })).added,
		take: (options) => queue.take(OWN, options),
		settle: (settlement) => queue.settle(OWN, settlement),
		keepRefused: (items, tier, cause) => queue.keepRefused(items, { tier }, cause),
		forget: async (people, tier) => void (await queue.forget(people, tier)),
		size: () => queue.size(),
		checkDisk: () => store.checkDisk(),
	};
}
