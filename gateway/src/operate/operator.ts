/** What an operator can see and do, whichever way: through the admin listener of a running gateway, or in the store of a stopped one. */

import type { BatchItem } from 'openai-ads-destination/pipeline';
import type { RecoveredTable } from '../queue/recovery.js';
import type { PausedBy } from './paused-by.js';

/**
 * What a pixel is doing:
 *
 * - `sending`  its events go out, as fast as OpenAI takes them.
 * - `holding`  OpenAI refuses its key, or everything: a probe goes out at growing intervals.
 * - `paused`   the operator stopped it, or set `shadow`: nothing goes out.
 * - `draining` it is no longer configured; what waits still goes out if its key is known.
 */
export const PIXEL_STATES = ['sending', 'holding', 'paused', 'draining'] as const;
export type PixelStateName = (typeof PIXEL_STATES)[number];

export interface PixelView {
	/** As configured; of one that is no longer configured, its pixel ID. */
	readonly name: string;
	readonly pixelId: string;
	readonly state: PixelStateName;
	/** ISO time, and why, where that is known. */
	readonly since?: string | undefined;
	readonly reason?: string | undefined;
	/** Of a held one: the status of OpenAI's answer, unless none came. */
	readonly httpStatus?: number | undefined;
	/** Of a paused one. */
	readonly pausedBy?: PausedBy | undefined;
	/** Events that wait or are under way. */
	readonly waiting: number;
	readonly bytes: number;
	/** Age of the first of them; 0 if there are none. */
	readonly oldestSeconds: number;
	/** Until the first of them can't be sent any more; absent if there are none. */
	readonly oldestDeadline?: string | undefined;
	readonly deadLetters: number;
	/** Events a second that OpenAI accepted, over the last ten seconds; absent where no gateway runs, as the next two. */
	readonly outPerSecond?: number | undefined;
	/** ISO time; no status if no answer came. */
	readonly lastAnswer?: { readonly at: string; readonly status?: number } | undefined;
	/** ISO time at which a pixel that is held tries again. */
	readonly nextProbe?: string | undefined;
}

/** Which dead letters are meant; without anything: all. */
export interface LetterQuery {
	/** Of one pixel, by its name or its ID. */
	readonly pixel?: string | undefined;
	/** An `EventResult` reason. */
	readonly reason?: string | undefined;
	/** An OpenAI event type. */
	readonly type?: string | undefined;
	/** Set aside at this time or later, in Unix milliseconds. */
	readonly sinceMs?: number | undefined;
	readonly keys?: readonly string[] | undefined;
}

/** A dead letter as it may be shown: no value of it names a person. */
export interface LetterView {
	readonly key: string;
	readonly pixel: string;
	readonly id: string;
	readonly messageId: string;
	readonly type?: string | undefined;
	/** Of a custom event; of one that is not kept, the name that its sender gave it. */
	readonly name?: string | undefined;
	readonly reason: string;
	readonly detail: string;
	/** What had been left out or assumed. */
	readonly notes: NonNullable<BatchItem['notes']>;
	/** When it was set aside, as an ISO time. */
	readonly at: string;
	/** Who had sent it. */
	readonly from: string;
	/** Deliveries that it was part of. */
	readonly tries: number;
	/** OpenAI takes no event of its age. */
	readonly tooOld: boolean;
	/** False if it was refused before it was one of OpenAI's: only the reason is kept, so it can't be replayed. */
	readonly eventKept: boolean;
}

/** The newest ones first. */
export interface LetterList {
	readonly letters: readonly LetterView[];
	/** For `before` of the next page; absent on the last one. */
	readonly older?: string | undefined;
}

export interface ReplayResult {
	/** Put back into the queue; in a dry run, how many would be. */
	readonly replayed: number;
	/** They stay dead letters: OpenAI takes no event of their age. */
	readonly tooOld: number;
	/** They stay dead letters: they were refused at the door, and only the reason is kept. */
	readonly notKept: number;
	/** Whether more are left that could be replayed. */
	readonly hasMore: boolean;
}

export interface ForgetResult {
	/** Events removed from the queue, and from the dead letters. */
	readonly queued: number;
	readonly dead: number;
	/** Profiles that were erased. */
	readonly profiles: number;
}

/** Somebody to forget, by one raw identifier. It is hashed as soon as it is read, and appears nowhere. */
export interface Person {
	readonly userId?: string;
	readonly anonymousId?: string;
	readonly email?: string;
}

/** A recovery that nobody has taken note of; without `at` there is none. */
export interface RecoveryView {
	/** ISO time at which the gateway set the damaged file aside. */
	readonly at?: string | undefined;
	/** Name of the damaged file, in the data folder. */
	readonly file?: string | undefined;
	readonly tables: readonly RecoveredTable[];
}

/** A copy of the store. */
export interface BackupView {
	/** Its path, on the gateway's machine. */
	readonly file: string;
	readonly bytes: number;
}

/** Rejects with an `OperatorError` for what a person must change. */
export interface Operator {
	pixels(): Promise<readonly PixelView[]>;
	/** @param name or pixel ID */
	pause(name: string): Promise<PixelView>;
	resume(name: string): Promise<PixelView>;
	/** @param page `limit` 1 to {@link MAX_LISTED}; `before` as a list gave it */
	deadLetters(query: LetterQuery, page: { readonly limit: number; readonly before?: string }): Promise<LetterList>;
	/** @param options `max` 1 to 10 000; a dry run only counts */
	replay(query: LetterQuery, options: { readonly max: number; readonly isDryRun: boolean }): Promise<ReplayResult>;
	/** Removes letters for good. */
	drop(query: LetterQuery): Promise<{ readonly dropped: number }>;
	/** Reaches the queue, the dead letters and the profiles, of every pixel. @param people at most {@link MAX_PEOPLE} */
	forget(people: readonly Person[]): Promise<ForgetResult>;
	/** What was carried over of a damaged file, until somebody has taken note of it. */
	recovery(): Promise<RecoveryView>;
	/** Takes note of it: `/readyz` answers 200 again. @returns what there was */
	acknowledgeRecovery(): Promise<RecoveryView>;
	/** Copies the whole store beside it, where it is. It names no other place: who can call this may not choose where files appear. */
	backup(): Promise<BackupView>;
	close(): Promise<void>;
}

/** Dead letters of a page. (product decision) */
export const MAX_LISTED = 100;
/** People that one call forgets. Our choice. */
export const MAX_PEOPLE = 1000;
/** Longest identifier of a person. Our choice; user ids are far shorter. */
export const MAX_ID_LENGTH = 1000;

/** - `unknown_pixel` no pixel has that name. - `bad_request` a value that is none. - `busy` the queue has no room. - `conflict` something is in the way. */
export type OperatorErrorCode = 'unknown_pixel' | 'bad_request' | 'busy' | 'conflict';

/** The operator named something that there is not, or the gateway can't do it now. */
export class OperatorError extends Error {
	override readonly name = 'OperatorError';
	readonly code: OperatorErrorCode;

	constructor(code: OperatorErrorCode, message: string) {
		super(message);
		this.code = code;
	}
}
