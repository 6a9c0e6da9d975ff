/** What is left of a damaged store: said until somebody has taken note of it. */

/** How a table came out of it. */
export interface RecoveredTable {
	readonly table: string;
	/** Rows that were carried over. */
	readonly rows: number;
	/** Whether parts of it could not be read: what was in them is missing. */
	readonly isDamaged: boolean;
}

/** A damaged file was set aside, and what could be read of it was carried over. */
export interface Recovery {
	/** When, in Unix milliseconds. */
	readonly atMs: number;
	/** Name of the damaged file, in the folder of the store. It is never deleted, and holds the same secrets as the store. */
	readonly file: string;
	readonly tables: readonly RecoveredTable[];
}
