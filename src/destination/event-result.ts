/** Every result that an event can have. */

import type { EventType } from './contract/event-types.js';
import type { NearMiss, Note } from './note.js';

export type { NearMiss } from './note.js';

/** OpenAI took the event, it was left out by design, it can never be sent, or it can be sent again. */
export type Outcome = 'accepted' | 'skipped' | 'discarded' | 'failed';

/**
 * Why an event has its outcome:
 *
 * - accepted: none, or `validated` (checked by OpenAI or in a dry run, but not stored)
 * - skipped: `event_not_mapped`, `type_not_supported`, `consent_denied`, `integration_disabled`, `profile_remembered`, `unattributable`, `bot`
 * - discarded: `malformed`, `invalid`, `expired`, `too_far_ahead`, `rejected` (OpenAI refused this very event)
 * - failed: `retries_exhausted`, `unauthorized`, `queue_full`, `closed`, `not_isolated`
 */
export type SkippedReason =
	| 'event_not_mapped'
	| 'type_not_supported'
	| 'consent_denied'
	| 'integration_disabled'
	| 'profile_remembered'
	| 'unattributable'
	| 'bot';
export type DiscardedReason = 'malformed' | 'invalid' | 'expired' | 'too_far_ahead' | 'rejected';
export type FailedReason = 'retries_exhausted' | 'unauthorized' | 'queue_full' | 'closed' | 'not_isolated';
export type Reason = 'validated' | SkippedReason | DiscardedReason | FailedReason;

/**
 * Can OpenAI tie the event to an ad?
 *
 * - `attributable`: surely, by oppref
 * - `matchable`: perhaps, by an e-mail or phone digest, obref, an advertising id, or an external id made of a userId
 * - `weak`: hardly, by an external id made of an anonymousId, names, places, IP or user agent
 * - `none`: not at all
 */
export type AttributionVerdict = 'attributable' | 'matchable' | 'weak' | 'none';

/** A result without the event it belongs to. `detail` is for people and holds no personal data. */
export type Fate =
	| { readonly outcome: 'accepted'; readonly reason?: 'validated'; readonly detail?: string }
	| { readonly outcome: 'skipped'; readonly reason: SkippedReason; readonly detail?: string }
	| { readonly outcome: 'discarded'; readonly reason: DiscardedReason; readonly detail?: string }
	| { readonly outcome: 'failed'; readonly reason: FailedReason; readonly detail?: string };

/**
 * What became of one analytics event.
 *
 *   { outcome: 'accepted', messageId: 'm1', id: 'm1', type: 'order_created', attempts: 1, requestId: 'req_1', attribution: 'attributable' }
 *   { outcome: 'discarded', reason: 'expired', detail: 'timestamp_ms: ...', messageId: 'm2', attempts: 0 }
 *   { outcome: 'accepted', ..., notes: [{ path: 'data.amount', message: 'left out because its currency is unknown. ...' }] }
 *
 * "Accepted" means that OpenAI took the event, not that it counts.
 */
export type EventResult = Fate & {
	/** The analytics event's own `messageId`, as text also where it was a number; empty if it had none. */
	readonly messageId: string;
	/** The conversion event's id and type, if the event was mapped. */
	readonly id?: string;
	readonly type?: EventType;
	/** Number of requests that carried the event. */
	readonly attempts: number;
	/** OpenAI's `x-request-id` of the last request; quote it to their support. */
	readonly requestId?: string;
	readonly attribution?: AttributionVerdict;
	/** Of `event_not_mapped`, if the name is nearly one that is known. */
	readonly near?: NearMiss;
	/** What was left out or assumed: at most 20, one of each kind first. Absent if the event was sent whole. */
	readonly notes?: readonly Note[];
};
