/** The destination's view of the outside world. Every part can be replaced: in tests, in other runtimes, by a durable store. */

import type { EventResult } from './event-result.js';
import { type Clock, systemClock } from './primitives/clock.js';
import type { UnknownRecord } from './primitives/json.js';
import type { Logger } from './primitives/logger.js';
import { type Sha256, sha256 } from './primitives/sha256.js';
import { createMemoryProfiles } from './profile/memory-profiles.js';
import type { Profiles } from './profile/profile.js';
import { withTimeLimit } from './profile/with-time-limit.js';

/** Fetches a URL as the global `fetch` does. Its rejections count as a broken connection. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Parts of the outside world. Each may be replaced. */
export interface Ports extends Clock {
	/**
	 * Sends the requests to OpenAI. Replace it for a proxy, tracing or tests.
	 * @default the global `fetch`
	 */
	readonly fetch: Fetch;
	/**
	 * Lower-case hexadecimal SHA-256 of the text's UTF-8 bytes.
	 * @default Node's `crypto.hash`
	 */
	readonly sha256: Sha256;
	/**
	 * Keeps what identify and earlier events tell about a person, for later events. A call that has not ended after five
	 * seconds counts as failed: the event goes without.
	 * @default in memory, bounded, for 30 days
	 */
	readonly profiles: Profiles;
	/**
	 * Is told what happens, without personal data. Errors thrown here are ignored.
	 * @default silent
	 */
	readonly logger: Logger;
	/**
	 * Called once for every event's result, also when nobody awaits it. Errors thrown here are ignored.
	 * @default nothing is called
	 */
	readonly onResult: (result: EventResult) => void;
}

/** Looked up at each call, so that tests and tracing can replace the global `fetch` later. */
export const globalFetch: Fetch = (url, init) => globalThis.fetch(url, init);

const ignore = () => {};
/** A logger that says nothing. */
export const silent: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** Fills in the ports that the caller did not replace. */
export function withDefaultPorts(ports: Partial<Ports> = {}): Ports {
	const logger = ports.logger ?? silent;
	const nowMs = ports.nowMs ?? systemClock.nowMs;
	return {
		nowMs,
		sleep: ports.sleep ?? systemClock.sleep,
		fetch: ports.fetch ?? globalFetch,
		sha256: ports.sha256 ?? sha256,
		profiles: ports.profiles === undefined ? createMemoryProfiles({ nowMs }) : withTimeLimit(ports.profiles),
		logger: {
			debug: harmless((message: string, fields: UnknownRecord) => logger.debug(message, fields)),
			info: harmless((message: string, fields: UnknownRecord) => logger.info(message, fields)),
			warn: harmless((message: string, fields: UnknownRecord) => logger.warn(message, fields)),
			error: harmless((message: string, fields: UnknownRecord) => logger.error(message, fields)),
		},
		onResult: harmless(ports.onResult ?? ignore),
	};
}

/** Ignores the errors of a report, thrown or as a promise: they must not turn a delivered event into a rejected promise. */
export function harmless<Args extends unknown[]>(report: (...args: Args) => unknown): (...args: Args) => void {
	return (...args) => {
		try {
			const outcome = report(...args);
			if (outcome instanceof Promise) outcome.catch(ignore);
		} catch {
			// Nobody is left to be told.
		}
	};
}
