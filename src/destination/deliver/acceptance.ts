/** Remembers when OpenAI last accepted an event. Whether a lone event that it refuses may be at fault depends on it. */

import type { Clock } from '../primitives/clock.js';

/** The memory of one destination. A host with several processes, or with a durable queue, may bring its own. */
export interface Acceptance {
	/** OpenAI accepted events. */
	note(nowMs: number): void;
	/** Whether it did within the last hour. */
	isRecent(nowMs: number): boolean;
}

/** (product decision) */
const RECENT_MS = 60 * 60 * 1000;

/** Creates a memory that lasts as long as the process. */
export function createAcceptance(): Acceptance {
	let lastMs = Number.NEGATIVE_INFINITY;
	return {
		note: (nowMs) => {
			lastMs = nowMs;
		},
		// A clock that was set back must not make an old acceptance look recent for days.
		isRecent: (nowMs) => Math.abs(nowMs - lastMs) <= RECENT_MS,
	};
}

/** A memory that tells the time itself. Never throws. */
export interface AcceptanceNow {
	note(): void;
	isRecent(): boolean;
}

/** Joins a memory and a clock. If either fails, nothing counts as accepted: then no event is discarded for it. */
export function withClock(acceptance: Acceptance, clock: Pick<Clock, 'nowMs'>): AcceptanceNow {
	return {
		note: () => quietly(() => acceptance.note(clock.nowMs())),
		isRecent: () => quietly(() => acceptance.isRecent(clock.nowMs())) ?? false,
	};
}

function quietly<T>(call: () => T): T | undefined {
	try {
		return call();
	} catch {
		return undefined;
	}
}
