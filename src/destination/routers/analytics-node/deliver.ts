/** Lets a destination flush whenever the SDK it is plugged into flushes. */

import type { Destination } from '../../destination.js';
import { systemClock } from '../../primitives/clock.js';

/** The part of `Analytics` of `@segment/analytics-node` that is needed here. Its `closeAndFlush` calls its `flush`. */
export interface FlushingSdk {
	flush(options?: FlushOptions): Promise<void>;
}

interface FlushOptions {
	/** Milliseconds; without it the flush takes as long as it takes. */
	readonly timeout?: number;
}

/** Calls of one turn of the program reach the plugins within a few turns of the event loop, 1 ms apart. (read in 3.1.0) */
const QUIET_MS = 10;
/** Where events never stop coming, a flush must not wait for a pause. */
const MAX_ROUNDS = 20;

/**
 * Replaces the SDK's `flush` by one that flushes the destination as well, at the same time, and resolves when both are done or
 * the timeout is over. What is still under way then goes on.
 *
 * The SDK tells its plugins neither that it flushes nor that it closes (3.1.0; `unload` is for `deregister` only), so its
 * method is the only sign. The new one stays when the plugin is deregistered: somebody else may have replaced it since, and a
 * closed destination has nothing to flush.
 *
 * @param countTaken how many events the destination was given so far
 */
export function flushAlong(sdk: FlushingSdk, destination: Destination, countTaken: () => number): void {
	const flushSdk = sdk.flush;

	async function flushBoth(options: FlushOptions): Promise<void> {
		await Promise.all([flushSdk.call(sdk, options), flushWhenQuiet(destination, countTaken)]);
		await destination.flush(); // A slow enrichment plugin may have held events back.
	}

	sdk.flush = (options = {}) => within(options.timeout, flushBoth(options));
}

/** Calls that were made just before the flush are still on their way through the SDK: without them batches would leave half full. */
async function flushWhenQuiet(destination: Destination, countTaken: () => number): Promise<void> {
	let seen = -1;
	for (let round = 0; round < MAX_ROUNDS && seen !== countTaken(); round++) {
		seen = countTaken();
		await systemClock.sleep(QUIET_MS);
	}
	await destination.flush();
}

async function within(timeoutMs: number | undefined, flushed: Promise<void>): Promise<void> {
	if (!timeoutMs) return flushed; // The SDK, too, takes 0 for none.
	const done = new AbortController();
	await Promise.race([flushed, systemClock.sleep(timeoutMs, done.signal)]).finally(() => done.abort());
}
