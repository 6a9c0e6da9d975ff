/** The outside world as the destination sees it. Every part can be replaced: in tests, in other runtimes, by a durable store. */

import { type Clock, systemClock } from './clock.js';
import type { EventResult } from './event-result.js';
import { createMemoryProfiles } from './profile/memory-profiles.js';
import type { Profiles } from './profile/profile.js';
import { type Sha256, sha256 } from './sha256.js';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** `fields` never hold keys, oppref, identifiers or other values of an event. */
export interface Logger {
	debug(message: string, fields: Readonly<Record<string, unknown>>): void;
	info(message: string, fields: Readonly<Record<string, unknown>>): void;
	warn(message: string, fields: Readonly<Record<string, unknown>>): void;
	error(message: string, fields: Readonly<Record<string, unknown>>): void;
}

export interface Ports extends Clock {
	/** @default the global `fetch` */
	readonly fetch: Fetch;
	/** Lower-case hexadecimal SHA-256 of the text's UTF-8 bytes. */
	readonly sha256: Sha256;
	/** What identify remembers. @default in memory, bounded, 30 days */
	readonly profiles: Profiles;
	/** @default silent */
	readonly logger: Logger;
	/** Called once for every event's result, also for those nobody awaits. Errors thrown here are ignored. */
	readonly onResult: (result: EventResult) => void;
}

const ignore = () => {};
const silent: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** Fills in what the caller did not replace. */
export function withDefaultPorts(ports: Partial<Ports> = {}): Ports {
	const nowMs = ports.nowMs ?? systemClock.nowMs;
	return {
		nowMs,
		sleep: ports.sleep ?? systemClock.sleep,
		// Looked up at each call, so that tests and tracing may replace the global one later.
		fetch: ports.fetch ?? ((url, init) => globalThis.fetch(url, init)),
		sha256: ports.sha256 ?? sha256,
		profiles: ports.profiles ?? createMemoryProfiles({ nowMs }),
		logger: ports.logger ?? silent,
		onResult: ports.onResult ?? ignore,
	};
}
