/** How a pixel stands: whether its events go out, since when, and why not. */

import { type PixelStanding, toPausedStanding } from '../operate/pixel-control.js';
import type { WorkerStatus } from '../worker/experience.js';

const SHADOW = 'The configuration says `shadow`: events are built and counted, and none is sent.';
const UNKNOWN_KEY = 'It is not configured any more and its key is not known: its events wait until they expire.';

/** Of this gateway, or of the one that owns the pixel. */
export interface WorkerFacts {
	/** The operator paused it. */
	readonly isPaused: boolean;
	/** Unix milliseconds; `undefined` if that is not known. */
	readonly pausedSinceMs?: number | undefined;
	readonly status: WorkerStatus;
}

export interface StandingFacts {
	/** When it was taken out of the configuration, in Unix milliseconds; `undefined` while it is in it. */
	readonly drainingSinceMs: number | undefined;
	/** Its key is known, so that what waits can go out. */
	readonly isStarted: boolean;
	readonly settings: { readonly paused: boolean; readonly destination: { readonly shadow: boolean } };
	readonly worker: WorkerFacts;
}

/** Draining comes before paused, and paused before what OpenAI says: the operator's word counts most. */
export function toStanding({ drainingSinceMs, isStarted, settings, worker }: StandingFacts): PixelStanding {
	if (drainingSinceMs !== undefined) {
		const reason = isStarted ? 'It is not configured any more.' : UNKNOWN_KEY;
		return { state: 'draining', sinceMs: drainingSinceMs, reason };
	}
	if (settings.paused) return { state: 'paused', reason: 'The configuration says `paused`.', pausedBy: 'settings' };
	if (worker.isPaused) return toPausedStanding(worker.pausedSinceMs);
	if (settings.destination.shadow) return { state: 'paused', reason: SHADOW, pausedBy: 'settings' };
	const { isHeld, acceptedMs: _, nextProbeMs: __, ...hold } = worker.status;
	return isHeld ? { state: 'holding', ...hold } : { state: 'sending' };
}
