/** Puts dead letters of several pixels back into their queues: within one bound for all of them. */

import type { DeadLetters, LetterFilter } from '../queue/dead-letters.js';
import { QueueFull } from '../queue/queue-errors.js';
import { OperatorError, type ReplayResult } from './operator.js';

interface Shelf {
	readonly letters: Pick<DeadLetters, 'replay' | 'count'>;
}

export interface ReplayOptions {
	/** 1 to 10 000 */
	readonly max: number;
	/** Only counts. */
	readonly isDryRun: boolean;
}

/** @throws OperatorError if a queue has no room; what was replayed before stays replayed */
export async function replayAll(
	shelves: readonly Shelf[],
	filter: LetterFilter,
	{ max, isDryRun }: ReplayOptions,
): Promise<ReplayResult> {
	let [replayed, tooOld, notKept, hasMore] = [0, 0, 0, false];
	for (const { letters } of shelves) {
		const count = await letters.count(filter);
		const fresh = count.letters - count.tooOld - count.notKept;
		tooOld += count.tooOld;
		notKept += count.notKept;
		const left = Math.min(fresh, max - replayed);
		if (left < fresh) hasMore = true;
		if (left > 0) replayed += isDryRun ? left : (await tryReplay(letters, filter, left)).replayed;
	}
	return { replayed, tooOld, notKept, hasMore };
}

async function tryReplay(letters: Pick<DeadLetters, 'replay'>, filter: LetterFilter, max: number) {
	try {
		return await letters.replay(filter, max);
	} catch (error) {
		if (!(error instanceof QueueFull)) throw error;
		throw new OperatorError('busy', 'The queue has no room for so many events. Replay fewer, or later.');
	}
}
