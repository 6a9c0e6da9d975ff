/** Takes what has aged out from the queues, also while nothing is sent, and warns of what will within a day. */

import { DAY_MS } from 'openai-ads-destination/internal';
import type { Log } from './log.js';
import type { PixelQueue } from './queue/queue.js';
import type { Store } from './queue/store.js';

/** Events in one commit. Our choice. */
const SLICE = 1000;
const HOUR_MS = 60 * 60 * 1000;

const EXPIRED = 'Events waited until they were older than OpenAI takes. They were set aside as dead letters.';
const EXPIRING =
	'Events will be too old for OpenAI within 24 hours, and are lost for it then. See why they are not sent: the lines about this pixel above.';

/** Is told of what a sweep set aside of a pixel, since a time in Unix milliseconds. Must not reject. */
export type OnSwept = (pixelId: string, swept: { readonly expired: number; readonly sinceMs: number }) => Promise<void>;

/**
 * Creates the function that sweeps the queues of all pixels once; the warning comes at most once an hour for each pixel. One call
 * at a time: another that comes meanwhile resolves with the first.
 */
export function createSweep(
	store: Pick<Store, 'pixelIds' | 'pixel'>,
	nowMs: () => number,
	log: Pick<Log, 'warn' | 'error'>,
	onSwept?: OnSwept,
): () => Promise<void> {
	const warnedMs = new Map<string, number>();
	let running: Promise<void> | undefined;

	async function sweepPixel(pixelId: string): Promise<void> {
		const sinceMs = nowMs();
		const count = await sweepAllOf(store.pixel(pixelId), nowMs);
		if (count > 0) log.error({ pixelId, reason: 'expired', count }, EXPIRED);
		if (count > 0) await onSwept?.(pixelId, { expired: count, sinceMs });
		await warn(pixelId);
	}

	async function warn(pixelId: string): Promise<void> {
		const now = nowMs();
		if (now - (warnedMs.get(pixelId) ?? Number.NEGATIVE_INFINITY) < HOUR_MS) return;
		const expiring = await store.pixel(pixelId).countExpiring(now + DAY_MS);
		if (expiring === 0) return;
		warnedMs.set(pixelId, now);
		log.warn({ pixelId, count: expiring }, EXPIRING);
	}

	async function sweepAll(): Promise<void> {
		for (const pixelId of await store.pixelIds()) await sweepPixel(pixelId);
	}

	return () => {
		running ??= sweepAll().finally(() => {
			running = undefined;
		});
		return running;
	};
}

/** @returns how many events were set aside */
async function sweepAllOf(queue: Pick<PixelQueue, 'sweepExpired'>, nowMs: () => number): Promise<number> {
	for (let count = 0; ; ) {
		const { expired, hasMore } = await queue.sweepExpired(nowMs(), SLICE);
		count += expired;
		if (!hasMore) return count;
	}
}
