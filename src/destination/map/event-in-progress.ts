/** An event while it is mapped: the event itself, its values at all places, and the notes so far. */

import type { AnalyticsEvent } from '../contract/analytics-event.js';
import type { Notes } from './note.js';
import type { Sources } from './paths/sources.js';

/** What is said of an amount that can't be right. */
export interface DoubtWords {
	readonly doubtWords: string;
	/** Of these words. */
	readonly parts?: {
		readonly amount: string;
		readonly lines: string;
		/** What should be sent otherwise. */
		readonly what: string;
		readonly unit: string;
	};
}

export interface EventInProgress {
	readonly event: AnalyticsEvent;
	readonly sources: Sources;
	/** Grows while the event is mapped. */
	readonly notes: Notes;
	/** Set while it is mapped: a `web` event without a URL, which is sent as `other`. */
	lacksUrl?: true;
	/** Set while it is mapped: its person opted out, so its hashed keys are left out. */
	isStripped?: true;
	/** Set while it is mapped: why its amount can't be right. */
	moneyDoubt?: DoubtWords;
}
