/** What work within a transaction gets. */

import type { Session } from './database.js';
import type { TallyChange } from './tally-change.js';

/** A transaction, and the count of what it adds and removes. */
export interface Write extends Session {
	readonly tally: TallyChange;
}
