/** What `explainEvent` says about one event. Everything in it is masked. */

import type { AttributionVerdict, DiscardedReason, NearMiss, SkippedReason } from '../event-result.js';
import type { Note } from '../note.js';
import type { MaskedEvent } from './mask.js';

/** One field of the conversion event, and where it came from. */
export interface ExplainedField {
	/** In OpenAI's spelling: `data.amount`, `data.contents[0].id`; lists of `user` have an index if they hold more than one value. */
	readonly path: string;
	/** Masked. */
	readonly value: string;
	/**
	 * The path in the analytics event, such as `properties.total`; or `profile`, `settings.<name>`, or `assumed` for what no
	 * path of the event gave.
	 */
	readonly from: string;
	/** How the value is made, in one sentence. */
	readonly rule: string;
}

/** Why a conversion may count less than it could, and what to change. */
export interface AttributionReason {
	/** `no_click_server`, `email_unusable`: stays the same when the words change. */
	readonly code: string;
	readonly message: string;
	readonly cure?: string;
}

export interface ExplainedAttribution {
	readonly verdict: AttributionVerdict;
	/** Names of the keys that the event carries, best first: `oppref`, `email`, `obref`, `advertising_id`, `phone`, ... */
	readonly matchKeys: readonly string[];
	/** At most five, those that win the best key first. */
	readonly reasons: readonly AttributionReason[];
}

/**
 * Why an event becomes what it becomes.
 *
 * - `accepted`, `validated`: it would be sent, as `event` shows
 * - `skipped`, `discarded`: it would not, for `reason`; `detail` says more
 */
export type Explanation = (
	| { readonly outcome: 'accepted'; readonly reason: 'validated'; readonly event: MaskedEvent }
	| {
			readonly outcome: 'skipped';
			readonly reason: SkippedReason;
			readonly detail: string;
			/** Of `event_not_mapped`, if the name is nearly one that is known. */
			readonly near?: NearMiss;
	  }
	| { readonly outcome: 'discarded'; readonly reason: DiscardedReason; readonly detail: string }
) & {
	/** In the order in which they are sent; empty for an event that is not sent. */
	readonly fields: readonly ExplainedField[];
	/** Properties and traits that nothing reads: at most 100. */
	readonly notRead: readonly string[];
	/** What was left out or assumed. */
	readonly notes: readonly Note[];
	readonly attribution: ExplainedAttribution;
};
