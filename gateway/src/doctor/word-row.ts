/** One row of the table of words. */

import type { CheckId, Status } from './finding.js';

export interface WordRow {
	readonly check: CheckId;
	readonly status: Status;
	readonly message: string;
	readonly cure: readonly string[];
	readonly links?: readonly string[];
}
