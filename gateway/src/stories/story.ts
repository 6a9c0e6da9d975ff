/** What is kept of one event: masked values only, in memory; of several gateways on one database, what they tell each other there too. */

import type { AttributionVerdict, Explanation, Note, Outcome } from 'openai-ads-destination';
import type { Tier } from 'openai-ads-destination/pipeline';

/** `waiting`: its fate is not known yet. */
export type StoryOutcome = Outcome | 'waiting';

/**
 * Something that happened to an event:
 *
 * - `received`    it came in.
 * - `queued`      it is on disk.
 * - `held`        it waits on purpose, until `until`.
 * - `ignored`     its id had been seen, so it was not queued again.
 * - `remembered`  what it says of its person is kept; nothing is to be sent.
 * - `skipped`, `discarded`, `failed`  its end at the door.
 * - `cancelled`   it was cancelled while it was held.
 * - `transformed` RudderStack got it back, to deliver it by itself.
 * - `accepted`    OpenAI took it.
 * - `retrying`    OpenAI did not take it; it goes out again, not before `until` if that is known.
 * - `set_aside`   it is a dead letter.
 */
export type StepName =
	| 'received'
	| 'queued'
	| 'held'
	| 'ignored'
	| 'remembered'
	| 'skipped'
	| 'discarded'
	| 'failed'
	| 'cancelled'
	| 'transformed'
	| 'accepted'
	| 'retrying'
	| 'set_aside';

export interface Step {
	/** Unix milliseconds. */
	readonly atMs: number;
	readonly what: StepName;
	readonly detail?: string | undefined;
	/** Unix milliseconds. */
	readonly untilMs?: number | undefined;
	/** OpenAI's `x-request-id`. */
	readonly requestId?: string | undefined;
	/** HTTP status of OpenAI's answer. */
	readonly status?: number | undefined;
}

/** What a story begins with. Every text of it may be shown. */
export interface StoryStart {
	readonly atMs: number;
	/** As the operator calls it. */
	readonly pixel: string;
	readonly pixelId: string;
	/** OpenAI's event type, if it was mapped. */
	readonly type?: string | undefined;
	/** The analytics event's: `Order Completed`, `page`. */
	readonly name: string;
	readonly customName?: string | undefined;
	readonly id: string;
	readonly messageId: string;
	/** Who sent it: the library that made it, or the label of its key. */
	readonly source: string;
	/** Of who sent it. @default 'server' */
	readonly tier?: Tier | undefined;
	/** In the currency's minor unit. */
	readonly amount?: number | undefined;
	readonly currency?: string | undefined;
	/** Digest of what the queue knows the event by; absent if it is not queued. */
	readonly identity?: string | undefined;
	/** Parts of the digests of its person. */
	readonly marks: readonly number[];
	/** Of its `properties.order_id`, by which it is found too; absent if that is its id. */
	readonly orderMark?: number | undefined;
	/** What cancels it. */
	readonly reference?: string | undefined;
	/** What people call the gateway that took it in; absent where there is one alone. */
	readonly instance?: string | undefined;
	/** Told by another gateway. */
	readonly isForeign?: true | undefined;
}

/** How the event became what it became. What became of it the story itself says. */
export type KeptExplanation = Pick<Explanation, 'fields' | 'notRead' | 'notes' | 'attribution'>;

/** What changes of it. */
export interface StoryState {
	outcome: StoryOutcome;
	/** Of an `EventResult`, or `cancelled`, `duplicate`. */
	reason?: string | undefined;
	detail?: string | undefined;
	/** The name that was probably meant by one that is not mapped. */
	meant?: string | undefined;
	verdict?: AttributionVerdict | undefined;
	/** The bits of the library's match keys. */
	matchKeys?: number | undefined;
	notes: readonly Note[];
	steps: readonly Step[];
	/** Absent while it is not explained, and for what was over the budget. */
	explanation?: KeptExplanation | undefined;
	/** Match keys of duplicates that came while it waited. */
	laterKeys?: number | undefined;
	/** The event was refused as a duplicate; the key of the one that counts. */
	duplicateOf?: number | undefined;
}

export interface Story extends StoryStart, StoryState {
	/** Its place among all stories; never used twice, also after a restart. */
	readonly seq: number;
	/** Like `seq`, of its last change. */
	changed: number;
	/** About how many bytes it takes. */
	bytes: number;
}
