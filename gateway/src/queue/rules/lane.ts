/** Lanes separate events that must not share a request: live from validate-only, and one batch limit from another. */

import { BATCH_LIMITS, type BatchLimit, type TakeOptions } from '../queue.js';

/** Twice the batch limit, plus one for validate-only. */
export function toLane(batchLimit: BatchLimit, validateOnly: boolean): number {
	return batchLimit * 2 + (validateOnly ? 1 : 0);
}

export function toBatchLimit(lane: number): BatchLimit {
	return BATCH_LIMITS.find((limit) => limit === lane >> 1) ?? 1;
}

export const LANES: readonly number[] = BATCH_LIMITS.flatMap((limit) => [toLane(limit, false), toLane(limit, true)]);

/** Those that events may be handed out of now. */
export function wantedLanes({ batchLimits = BATCH_LIMITS, leavesLive = false }: TakeOptions): readonly number[] {
	return batchLimits.flatMap((limit) => [...(leavesLive ? [] : [toLane(limit, false)]), toLane(limit, true)]);
}
