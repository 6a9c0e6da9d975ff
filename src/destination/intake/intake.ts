/** Intake: turns each event into a batch item, or gives its result at once. */

import type { BatchItem } from '../batch/batch-item.js';
import type { EventResult } from '../event-result.js';

/** A conversion event ready to be batched or queued, or the result of an event that is not sent. */
export type Admission =
	| { readonly item: BatchItem; readonly result?: never }
	| { readonly result: EventResult; readonly item?: never };

/**
 * Maps, enriches from profiles, validates and encodes analytics events. One admission per event, in order; later
 * events see what was learned from earlier ones. Never rejects: a failing profile store costs the enrichment, not the event.
 */
export type Intake = (events: readonly unknown[]) => Promise<readonly Admission[]>;
