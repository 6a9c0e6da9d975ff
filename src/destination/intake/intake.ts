/** What the front door does with events: it turns each one into a batch item, or says at once what became of it. */

import type { BatchItem } from '../batch/batch-item.js';
import type { EventResult } from '../event-result.js';

/** A conversion event ready to be batched or queued, or the end of the event's story. */
export type Admission =
	| { readonly item: BatchItem; readonly result?: never }
	| { readonly result: EventResult; readonly item?: never };

/**
 * Maps, enriches from profiles, validates and encodes analytics events. One answer for each event, in order; later
 * events see what earlier ones taught. Never rejects: a failing profile store costs the enrichment, not the event.
 */
export type Intake = (events: readonly unknown[]) => Promise<readonly Admission[]>;
