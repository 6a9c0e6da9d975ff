/** Flushes the destination whenever the SDK flushes. */

import type { Destination } from '../../destination.js';
import { systemClock } from '../../primitives/clock.js';

/** The method of `Analytics` in `@segment/analytics-node` that is replaced here. `closeAndFlush` calls it too. */
export interface FlushingSdk {
	flush(options?: FlushOptions): Promise<void>;
}

interface FlushOptions {
	/** Milliseconds; no limit without it. */
	readonly timeout?: number;
	/** The SDK takes no more events after this flush. */
	readonly close?: boolean;
}

/** Events reach the plugins a few turns of the event loop after the call, 1 ms apart. (read in 3.1.0) */
const QUIET_MS = 10;
/** A flush must end even if events never stop coming. */
const MAX_ROUNDS = 20;

/**
 * Replaces the SDK's `flush` with one that flushes the destination at the same time, and resolves when both have finished or
 * the timeout is over. Deliveries that have started continue after the timeout, but not when the SDK closes: then it closes
 * the destination too, and what the timeout did not suffice for is `failed: closed`.
 *
 * The SDK does not tell its plugins that it flushes or closes (3.1.0; `unload` is for `deregister` only), so calls of its
 * method are the only sign. The new method stays when the plugin is deregistered: other code may have replaced it since, and
 * a closed destination has nothing to flush.
 *
 * @param countEvents how many events the destination has been given so far
 */
export function flushTogether(sdk: FlushingSdk, destination: Destination, countEvents: () => number): void {
	const flushSdk = sdk.flush;

	async function flushBoth(options: FlushOptions): Promise<void> {
		await Promise.all([flushSdk.call(sdk, options), flushWhenQuiet(destination, countEvents)]);
		await destination.flush(); // A slow enrichment plugin may have held events back.
	}

	sdk.flush = async (options = {}) => {
		await resolveInTime(flushBoth(options), options.timeout);
		if (options.close) await destination.close({ timeoutMs: 0 }); // The time for it is over, or nothing waits.
	};
}

/** Waits first for events that the SDK has not passed on yet: without them batches would leave half full. */
async function flushWhenQuiet(destination: Destination, countEvents: () => number): Promise<void> {
	let seen = -1;
	for (let round = 0; round < MAX_ROUNDS && seen !== countEvents(); round++) {
		seen = countEvents();
		await systemClock.sleep(QUIET_MS);
	}
	await destination.flush();
}

async function resolveInTime(flushed: Promise<void>, timeoutMs: number | undefined): Promise<void> {
	if (!timeoutMs) return flushed; // 0 means no timeout, as in the SDK.
	const done = new AbortController();
	await Promise.race([flushed, systemClock.sleep(timeoutMs, done.signal)]).finally(() => done.abort());
}
