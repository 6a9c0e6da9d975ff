/** Stories as they are shown. */

import type { AttributionVerdict, Note } from 'openai-ads-destination';
import { isLoss, toKeyNames } from 'openai-ads-destination/internal';
import { toShortForm } from './short-form.js';
import type { KeptExplanation, Step, Story, StoryOutcome } from './story.js';

/** One line of a list. Nothing in it names a person. */
export interface Summary {
	/** Of `GET /api/events/:key`. Grows with time. */
	readonly key: string;
	/** When the event came in, as an ISO time. */
	readonly at: string;
	/** As the operator calls it. */
	readonly pixel: string;
	/** OpenAI's event type; absent if the event was not mapped. */
	readonly type?: string;
	/** The analytics event's: `Order Completed`, `page`. */
	readonly name: string;
	/** Of the conversion event; empty if it was not mapped. */
	readonly id: string;
	readonly messageId: string;
	readonly outcome: StoryOutcome;
	/** Of an `EventResult`, or `cancelled`, `duplicate`; of an event that waits, why it was not delivered yet. */
	readonly reason?: string;
	readonly verdict?: AttributionVerdict;
	/** In order of rank: `["oppref", "email"]`. */
	readonly matchKeys?: readonly string[];
	/** The one thing that is worth knowing first. */
	readonly note?: string;
	/** The same in at most 18 characters; also what an accepted event lacks for a better verdict. */
	readonly short?: string;
	/** Of the reason that `short` stands for, if it is one of `explainEvent`: `no_amount`. */
	readonly code?: string;
	/** In the currency's minor unit. */
	readonly amount?: number;
	readonly currency?: string;
	/** The library that made the event: `analytics-js`; else the label of its write key, else `server` or `browser`. */
	readonly source: string;
	/** The gateway that took it in, if several share a database. */
	readonly instance?: string;
}

export interface StepView {
	/** ISO time. */
	readonly at: string;
	readonly what: Step['what'];
	readonly detail?: string;
	/** ISO time. */
	readonly until?: string;
	readonly requestId?: string;
	readonly status?: number;
}

/** All that is known of an event. */
export interface StoryView extends Summary {
	readonly detail: string;
	readonly steps: readonly StepView[];
	/** What was left out of it or assumed. */
	readonly notes: readonly Note[];
	/** Absent for events that were over the budget of explaining, and for those of before the start. */
	readonly explanation?: KeptExplanation;
	/** Key of the event of the same id that came first, while that is kept. */
	readonly duplicateOf?: string;
}

const MAX_NOTE = 200;

export function toSummary(story: Story): Summary {
	const { seq, atMs, pixel, type, name, id, messageId, outcome, reason, verdict, matchKeys, source } = story;
	const { amount, currency, instance } = story;
	return {
		key: String(seq),
		at: new Date(atMs).toISOString(),
		pixel,
		...present({ type }),
		name,
		id,
		messageId,
		outcome,
		...present({ reason, verdict, matchKeys: matchKeys === undefined ? undefined : toKeyNames(matchKeys) }),
		...present({ note: toNote(story), ...toShortForm(story), amount, currency }),
		source,
		...present({ instance }),
	};
}

export function toStoryView(story: Story): StoryView {
	const { detail = '', steps, notes, duplicateOf, explanation } = story;
	return {
		...toSummary(story),
		detail,
		steps: steps.map(toStepView),
		notes,
		...present({ explanation }),
		...present({ duplicateOf: duplicateOf === undefined ? undefined : String(duplicateOf) }),
	};
}

/** Why it is not accepted; else what OpenAI's reports will miss. */
function toNote({ outcome, detail, notes }: Story): string | undefined {
	const isAccepted = outcome === 'accepted' || (outcome === 'waiting' && detail === undefined);
	const note = notes.find(isLoss);
	const text = isAccepted ? note && `${note.path}: ${note.message}` : detail;
	return text?.slice(0, MAX_NOTE);
}

function toStepView({ atMs, what, detail, untilMs, requestId, status }: Step): StepView {
	const until = untilMs === undefined ? undefined : new Date(untilMs).toISOString();
	return { at: new Date(atMs).toISOString(), what, ...present({ detail, until, requestId, status }) };
}

/** Absent means absent. */
function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
	const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
	return Object.fromEntries(kept) as { [K in keyof T]?: Exclude<T[K], undefined> }; // The same keys, fewer of them.
}
