/** What became of events at the door, for whoever watches. */

import type { Admission } from 'openai-ads-destination/pipeline';
import type { Cancellation, Hold } from '../queue/holds.js';
import type { Sender } from '../queue/queue.js';
import type { Ending } from './ending.js';

/** One event of a slice that is on disk. */
export interface Arrived {
	/** As it came. */
	readonly event: unknown;
	readonly admission: Admission;
	/** Absent if it was kept, was known, or was remembered. */
	readonly ending: Ending | undefined;
	/** It was not queued again, since its id had been seen. */
	readonly isKnown: boolean;
	/** RudderStack gets it back, to deliver it by itself. */
	readonly isReturned?: boolean;
	/** It waits on purpose. */
	readonly hold?: Hold | undefined;
}

/** Is told of each slice once it is on disk. Must not throw, and must be quick: the sender waits for its answer. */
export type OnAdmitted = (arrived: readonly Arrived[], sender: Sender, cancellations: readonly Cancellation[]) => void;
