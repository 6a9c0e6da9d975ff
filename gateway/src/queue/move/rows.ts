/** Rows on their way from a file to PostgreSQL. */

export type SourceRow = Readonly<Record<string, unknown>>;

/** How many rows of a slice are new there, and how many of them are events that had been cancelled there. */
export interface Carried {
	readonly carried: number;
	readonly cancelled?: number;
}
