/** The outcome of mapping for an event that is not sent. */

import type { DiscardedReason, NearMiss, SkippedReason } from '../event-result.js';

/** Why an event is not sent. */
export type Ending =
	| { readonly outcome: 'skipped'; readonly reason: SkippedReason; readonly detail: string; readonly near?: NearMiss }
	| { readonly outcome: 'discarded'; readonly reason: DiscardedReason; readonly detail: string };

/** Ends an event that is left out by design. */
export function skipped(reason: SkippedReason, detail: string): Ending {
	return { outcome: 'skipped', reason, detail };
}

/** Ends an event that can never be sent. */
export function discarded(reason: DiscardedReason, detail: string): Ending {
	return { outcome: 'discarded', reason, detail };
}

/** Ends an event in which a required field is missing or can't be read. */
export function malformed(detail: string): Ending {
	return discarded('malformed', detail);
}

/** Only objects of the caller's own process can throw when they are read: JSON has no getters. */
export const UNREADABLE: Ending = malformed('event: reading it threw an error. Send plain JSON values.');
