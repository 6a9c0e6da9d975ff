/** Events that will not be delivered, kept so that people can see why, and send them again once the cause is mended. */

import type { BatchItem } from 'openai-ads-destination/pipeline';
import type { Sender } from './sender.js';

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
	/** Of a custom event; of one that is not kept, the name that its sender gave it. */
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
	/** False if only the reason is kept ({@link BareLetter}): there is nothing to send again. */
	readonly isEventKept: boolean;
}

/**
 * What is kept of an event that was refused at the door before it was one of OpenAI's: why, and nothing that could tell whose it
 * is. Its texts are short, and show no address and no number of a person.
 */
export interface BareLetter extends Pick<KeptLetter, 'messageId' | 'type' | 'name' | 'reason' | 'detail' | 'notes'> {
	/** The id that it would have had at OpenAI, where that is known. */
	readonly id?: string;
}

export interface LetterCount {
	readonly letters: number;
	/** Those of them that are too old to be sent again. */
	readonly tooOld: number;
	/** Those of which the event is not kept. */
	readonly notKept: number;
}

/** How many letters a replay put back into the queue, and what became of the others that were meant. */
export interface Replay {
	readonly replayed: number;
	/** Older than OpenAI takes, or not readable. They stay dead letters. */
	readonly tooOld: number;
	/** Their events are not kept. They stay dead letters. */
	readonly notKept: number;
	/** Sent again by their sender meanwhile, so they are no letters any more. */
	readonly known: number;
	/** True if there are more that could be sent again. */
	readonly hasMore: boolean;
}

export interface DeadLetters {
	list(filter: LetterFilter, page: LetterPage): Promise<readonly KeptLetter[]>;
	/** How many are meant, and how many of those can't be sent again. */
	count(filter: LetterFilter): Promise<LetterCount>;
	/** Keeps reasons without their events: a bounded number of letters and bytes, the newest ones. */
	keep(letters: readonly BareLetter[], sender: Sender): Promise<void>;
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
