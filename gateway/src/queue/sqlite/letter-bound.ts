/** Bounds the dead letters of events that were refused at the door, since strangers can send any number of them: the newest ones stay. */

import type Database from 'libsql';
import type { LetterBounds } from '../rules/letter-bounds.js';

/** How much of a bound is left when it was reached, so that the oldest ones need not go one by one. */
const KEPT_SHARE = 0.9;
/** Of the texts of a row; the rest of it is small and about the same for all. */
const BYTES = 'size_bytes + length(CAST(about AS BLOB)) + length(CAST(detail AS BLOB))';

/** In one file. To be used within transactions. */
export class LetterBound {
	readonly #measure: Database.Statement;
	readonly #trim: Database.Statement;
	readonly #bounds: LetterBounds;
	/** At least as much as there is; others delete letters too. Unknown before the first one. */
	#letters = Number.POSITIVE_INFINITY;
	#bytes = Number.POSITIVE_INFINITY;

	/** @param which rows are bounded, as SQL; all of them have `is_refused = 1` */
	constructor(database: Database.Database, which: string, bounds: LetterBounds) {
		const rows = `dead_letters WHERE is_refused = 1 AND ${which}`;
		this.#measure = database.prepare(`SELECT count(*) AS letters, total(${BYTES}) AS bytes FROM ${rows}`);
		this.#trim = database.prepare(`DELETE FROM dead_letters WHERE key IN (SELECT key FROM (
			SELECT key, row_number() OVER newest AS n, sum(${BYTES}) OVER newest AS bytes
			FROM ${rows} WINDOW newest AS (ORDER BY key DESC)) WHERE n > ? OR bytes > ?)`);
		this.#bounds = bounds;
	}

	/** One letter was added. @param bytes of its texts */
	note(bytes: number): void {
		this.#letters++;
		this.#bytes += bytes;
	}

	/** Drops the oldest ones if there are too many. Returns how many. */
	keep(): number {
		if (!this.#isOver()) return 0;
		this.#count();
		if (!this.#isOver()) return 0;
		const { maxLetters, maxBytes } = this.#bounds;
		const { changes } = this.#trim.run([Math.floor(maxLetters * KEPT_SHARE), Math.floor(maxBytes * KEPT_SHARE)]);
		this.#count();
		return changes;
	}

	#isOver(): boolean {
		return this.#letters > this.#bounds.maxLetters || this.#bytes > this.#bounds.maxBytes;
	}

	#count(): void {
		const { letters, bytes } = this.#measure.get([]) as { letters: number; bytes: number };
		this.#letters = letters;
		this.#bytes = bytes;
	}
}
