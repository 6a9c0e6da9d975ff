/** An event while it is mapped: the event itself, its values at all places, and the notes so far. */

import type { AnalyticsEvent } from '../contract/analytics-event.js';
import type { Notes } from './note.js';
import type { Sources } from './paths/paths.js';

export interface EventInProgress {
	readonly event: AnalyticsEvent;
	readonly sources: Sources;
	/** Grows while the event is mapped. */
	readonly notes: Notes;
}
