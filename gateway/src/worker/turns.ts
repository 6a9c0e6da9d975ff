/** Whose turn it is: fresh events, or the parts of batches that are tried separately. Pure. */

import { ENVELOPE_BYTES, MAX_EVENTS_PER_REQUEST } from 'openai-ads-destination/internal';
import type { Settings } from 'openai-ads-destination/pipeline';
import type { BatchLimit, TakeOptions } from '../queue/queue.js';
import { toBatchSize } from './batch-size.js';
import { isSlowed, type PaceState, toMaxEvents, toMaxRequests } from './pace.js';
import type { WorkerState } from './worker-state.js';

export type WorkerSettings = Pick<
	Settings,
	'flushAt' | 'flushInterval' | 'maxInFlight' | 'maxBatchBytes' | 'requestTimeout'
> &
	Partial<Pick<Settings, 'shadow'>>;

/** Of `flushInterval`, what each event rests: by default longer than the calls of one page are apart. Our choice. */
const REST_SHARE = 0.5;

/** Requests under way. */
export interface UnderWay {
	readonly fresh: number;
	/** With tens or single events. */
	readonly parts: number;
}

/** One after the other is first, so that what fails wherever it goes does not hide what passes. */
const AFTER_FAILURES: readonly (readonly BatchLimit[])[] = [
	[1000, 1, 10],
	[1, 10, 1000],
	[10, 1000, 1],
];
/** Another ten rather than the single events of a refused one: they would tell of the same event once more. */
const AFTER_REFUSALS: readonly BatchLimit[] = [10, 1, 1000];
/** More events pass with tens. */
const PARTS: readonly BatchLimit[] = [10, 1];

/**
 * The batch limits that may be taken now, in order. Fresh events and parts have `maxInFlight` requests each, so that fresh ones
 * always go on; while there are no fresh ones, parts have their requests too: each part that times out holds one for long.
 * None while something is under way and the pace allows one request.
 */
export function toTurns(
	pace: PaceState,
	{ fresh, parts }: UnderWay,
	{ maxInFlight }: WorkerSettings,
	hasParts: boolean,
): readonly BatchLimit[] {
	if (fresh + parts >= toMaxRequests(pace)) return [];
	if (isSlowed(pace)) return pace.refusals > 0 ? AFTER_REFUSALS : (AFTER_FAILURES[pace.failures % 3] ?? []);
	const maxParts = fresh === 0 ? 2 * maxInFlight : maxInFlight;
	return [...(fresh < maxInFlight ? [1000 as const] : []), ...(hasParts && parts < maxParts ? PARTS : [])];
}

/** @param queued events in the queue: batches of fresh ones grow with it */
export function toTakeOptions(
	limit: BatchLimit,
	{ pace, size }: WorkerState,
	{ flushAt, flushInterval, maxBatchBytes, maxInFlight, requestTimeout, shadow = false }: WorkerSettings,
	queued: number,
	nowMs: number,
): TakeOptions {
	const share = Math.min(MAX_EVENTS_PER_REQUEST, Math.ceil(queued / maxInFlight));
	const most = limit === 1000 ? Math.min(toBatchSize(size, requestTimeout), Math.max(flushAt, share)) : limit;
	return {
		nowMs,
		batchLimits: [limit],
		maxEvents: Math.min(toMaxEvents(pace), most),
		maxBytes: maxBatchBytes - ENVELOPE_BYTES,
		minEvents: flushAt,
		lingerMs: flushInterval,
		restMs: Math.floor(flushInterval * REST_SHARE),
		// What was promised to be sent is neither sent nor called accepted.
		leavesLive: shadow,
	};
}
