/** What became of a batch, for whoever watches. */

import type { BatchItem, Delivered } from 'openai-ads-destination/pipeline';
import type { Count } from '../queue/counts.js';
import type { QueuedEvent, Settlement } from '../queue/queue.js';

/** A batch that has ended and is on record. */
export interface Settled {
	readonly events: readonly QueuedEvent[];
	/** As they left: `items[i]` belongs to `events[i]`. Empty if the delivery failed unexpectedly. */
	readonly items: readonly BatchItem[];
	/** `delivered[i]` belongs to `events[i]`. Empty as above. */
	readonly delivered: readonly Delivered[];
	readonly settlement: Settlement;
}

/** Must not reject. */
export type ToCounts = (settled: Settled) => Promise<readonly Count[]>;

/** Must not throw. */
export type OnSettled = (settled: Settled) => void;
