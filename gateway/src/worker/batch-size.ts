/** How many events go into a request, judged by how the last ones went. Pure; the state is plain JSON. */

import { MAX_EVENTS_PER_REQUEST } from 'openai-ads-destination/internal';

/** What grows back after each success. (product decision) */
const GROWTH = 1.1;
/** Share of `requestTimeout` that a batch may take at the speed of the last one. Our choice. */
const TIME_SHARE = 0.5;

export interface BatchSize {
	readonly maxEvents: number;
	/** Of the last batch that was answered; 0 before the first. */
	readonly msPerEvent: number;
}

export const FULL_SIZE: BatchSize = { maxEvents: MAX_EVENTS_PER_REQUEST, msPerEvent: 0 };

/** @param requestMs how long the request took, if there was one only */
export function afterSuccess(size: BatchSize, events: number, requestMs: number | undefined): BatchSize {
	const maxEvents = Math.min(MAX_EVENTS_PER_REQUEST, Math.ceil(size.maxEvents * GROWTH));
	return { maxEvents, msPerEvent: requestMs === undefined ? size.msPerEvent : requestMs / events };
}

/** Halves. Of batches that fail together only one counts, since they are of one size. */
export function afterTrouble(size: BatchSize, events: number): BatchSize {
	return { ...size, maxEvents: Math.min(size.maxEvents, Math.ceil(events / 2)) };
}

/** Events of the next batch: so few that it is over before the time is, however slow OpenAI is. */
export function toBatchSize({ maxEvents, msPerEvent }: BatchSize, requestTimeoutMs: number): number {
	if (msPerEvent <= 0) return maxEvents;
	return Math.max(1, Math.min(maxEvents, Math.floor((requestTimeoutMs * TIME_SHARE) / msPerEvent)));
}
