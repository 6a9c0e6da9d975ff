/** Counts of a period, by what they are of. */

import type { AttributionVerdict } from 'openai-ads-destination';
import type { Counted } from './counted.js';

export type VerdictCounts = Record<AttributionVerdict, number>;

export interface TrendPoint {
	/** Beginning of the hour, as an ISO time. */
	readonly at: string;
	readonly accepted: number;
	readonly attributable: number;
}

/** Accepted events of one type, custom name and source. */
export interface Group {
	readonly type: string;
	readonly customName?: string;
	/** The analytics event's name. */
	readonly from: string;
	readonly source: string;
	readonly accepted: number;
	readonly verdicts: VerdictCounts;
	/** How many carry each key: `{ oppref: 44, email: 80 }`. */
	readonly keys: Readonly<Record<string, number>>;
	readonly trend: readonly TrendPoint[];
}

/** A count with what it is of. */
export interface Tallied {
	readonly hour: number;
	readonly n: number;
	readonly counted: Counted;
}
