/** Intake: turns each event into a batch item, or gives its result at once. */

import type { BatchItem } from '../batch/batch-item.js';
import type { DataDraft } from '../contract/conversion-event.js';
import type { EventResult } from '../event-result.js';
import type { PersonKeys } from '../profile/person-keys.js';
import type { Recollection, Tier } from '../profile/profile.js';

/**
 * A conversion event ready to be batched or queued, or the result of an event that is not sent. `data` is the part of the item's
 * JSON that goes by that name. `forgets`: its person said no,
 * so what waits of them under these keys, from senders of its tier, must be dropped too. `blocked`: the setting `moneyGuard` stopped
 * this item, for somebody to look at; it could be sent. `profile` is what was known of the
 * person, the event itself included. `taught`: the person of whom the event taught something that was not known.
 */
export type Admission = (
	| {
			readonly item: BatchItem;
			readonly data?: DataDraft;
			readonly result?: never;
			readonly forgets?: never;
			readonly blocked?: never;
	  }
	| {
			readonly result: EventResult;
			readonly item?: never;
			readonly data?: never;
			readonly forgets?: PersonKeys | undefined;
			readonly blocked?: BatchItem | undefined;
	  }
) & { readonly profile?: Recollection | undefined; readonly taught?: PersonKeys | undefined };

/** Who sent the events of one call. */
export interface Sender {
	/** What a `browser` teaches fills the gaps of what servers taught, and changes nothing of it. */
	readonly tier: Tier;
}

/**
 * Maps, enriches from profiles, validates and encodes analytics events. One admission per event, in order; later
 * events see what was learned from earlier ones, and a denial drops its person's earlier ones. Never rejects: a failing
 * profile store costs the enrichment, not the event.
 *
 * @param sender a server, unless it says otherwise
 */
export type Intake = (events: readonly unknown[], sender?: Sender) => Promise<readonly Admission[]>;
