/** Events that will not be delivered, kept so that people can see why, and send them again once the cause is mended. */

import type { BatchItem } from 'openai-ads-destination/pipeline';

/** Largest page of a list. Our choice. */
export const MAX_PAGE = 1000;
/** Letters that one call sends again at most. (product decision) */
export const MAX_REPLAY = 10_000;

/** Which letters are meant; without anything: all. */
export interface LetterFilter {
	readonly reason?: string;
	/** An OpenAI event type. */
	readonly type?: string;
	/** Set aside at this time or later, in Unix milliseconds. */
	readonly sinceMs?: number;
	/** Only these. At most {@link MAX_REPLAY}. */
	readonly keys?: readonly string[];
}

/** Newest first. */
export interface LetterPage {
	/** 1 to {@link MAX_PAGE} */
	readonly limit: number;
	/** The key of the last letter of the page before. */
	readonly before?: string;
}

/** A dead letter, without anything of the event that could tell whose it is. */
export interface KeptLetter {
	readonly key: string;
	readonly pixelId: string;
	/** The event's id at OpenAI; empty if the row can't be read. */
	readonly id: string;
	readonly messageId: string;
	/** Absent if the row can't be read. */
	readonly type?: BatchItem['type'];
	/** Of a custom event. */
	readonly name?: string;
	/** An `EventResult` reason, such as `expired` or `rejected`. */
	readonly reason: string;
	readonly detail: string;
	readonly notes: NonNullable<BatchItem['notes']>;
	/** When it was set aside, in Unix milliseconds. */
	readonly atMs: number;
	/** Who had sent it: the sender's name if it has one, else `server` or `browser`. */
	readonly from: string;
	/** Deliveries that it was part of. */
	readonly tries: number;
	/** Older than OpenAI takes, or not readable: it can't be sent again. */
	readonly isTooOld: boolean;
}

/** How many letters a replay put back into the queue, and what became of the others that were meant. */
export interface Replay {
	readonly replayed: number;
	/** Older than OpenAI takes, or not readable. They stay dead letters. */
	readonly tooOld: number;
	/** Sent again by their sender meanwhile, so they are no letters any more. */
	readonly known: number;
	/** True if there are more that could be sent again. */
	readonly hasMore: boolean;
}

export interface DeadLetters {
	list(filter: LetterFilter, page: LetterPage): Promise<readonly KeptLetter[]>;
	/** How many are meant, and how many of those are too old to be sent again. */
	count(filter: LetterFilter): Promise<{ readonly letters: number; readonly tooOld: number }>;
	/**
	 * Puts letters back into the queue, oldest first, under their old ids. None of them was ever delivered. They go in slices, so
	 * if it rejects some may be back already; another call goes on with the rest.
	 *
	 * @param max 1 to {@link MAX_REPLAY}
	 * @throws QueueFull if there is no room
	 */
	replay(filter: LetterFilter, max: number): Promise<Replay>;
	/** Removes letters for good, and resolves with their number. */
	drop(filter: LetterFilter): Promise<number>;
}
