/** An event while it is mapped: what it is, the objects its paths lead through, and what was noted so far. */

import type { AnalyticsEvent } from '../contract/analytics-event.js';
import type { Notes } from './note.js';
import type { Scopes } from './paths.js';

export interface EventAtHand {
	readonly event: AnalyticsEvent;
	readonly scopes: Scopes;
	/** Grows while the event is mapped. */
	readonly notes: Notes;
}
