/** Whose turn it is: fresh events, or the parts of batches that are tried separately. Pure. */

import { ENVELOPE_BYTES, MAX_EVENTS_PER_REQUEST } from 'openai-ads-destination/internal';
import type { Settings } from 'openai-ads-destination/pipeline';
import type { BatchLimit, TakeOptions } from '../queue/queue.js';
import { toBatchSize } from './batch-size.js';
import { isSlowed, type PaceState, toMaxEvents } from './pace.js';
import type { WorkerState } from './worker-state.js';

export type WorkerSettings = Pick<
	Settings,
	'flushAt' | 'flushInterval' | 'maxInFlight' | 'maxBatchBytes' | 'requestTimeout'
>;

/** Requests under way. */
export interface UnderWay {
	readonly fresh: number;
	/** With tens or single events. */
	readonly parts: number;
}

/** What is in doubt comes first: it tells soonest whether OpenAI works. Tens before single events, since more pass with them. */
const SLOW_TURNS: readonly BatchLimit[] = [10, 1, 1000];
const PARTS: readonly BatchLimit[] = [10, 1];

/**
 * The batch limits that may be taken now, in order. Fresh events and parts have `maxInFlight` requests each, so that fresh ones
 * always go on. None while something is under way and the pace allows one request.
 */
export function toTurns(
	pace: PaceState,
	{ fresh, parts }: UnderWay,
	{ maxInFlight }: WorkerSettings,
	hasParts: boolean,
): readonly BatchLimit[] {
	if (isSlowed(pace)) return fresh + parts > 0 ? [] : SLOW_TURNS;
	return [...(fresh < maxInFlight ? [1000 as const] : []), ...(hasParts && parts < maxInFlight ? PARTS : [])];
}

/** @param queued events in the queue: batches grow with it */
export function toTakeOptions(
	{ pace, size }: WorkerState,
	{ flushAt, flushInterval, maxBatchBytes, maxInFlight, requestTimeout }: WorkerSettings,
	queued: number,
	nowMs: number,
): TakeOptions {
	const share = Math.min(MAX_EVENTS_PER_REQUEST, Math.ceil(queued / maxInFlight));
	return {
		nowMs,
		maxEvents: Math.min(toMaxEvents(pace), toBatchSize(size, requestTimeout), Math.max(flushAt, share)),
		maxBytes: maxBatchBytes - ENVELOPE_BYTES,
		minEvents: flushAt,
		lingerMs: flushInterval,
	};
}
