/** Dead letters of events that were refused at the door: strangers can send any number of them, so they are bounded. */

import type Database from 'libsql';
import type { BatchItem } from 'openai-ads-destination/pipeline';
import type { Cause } from '../queue.js';
import { toDeadlineMs } from './deadline.js';
import type { Origin } from './insert-events.js';
import { toLane } from './lane.js';
import { toMarks } from './marks.js';
import { toAbout } from './queue-row.js';

/** Enough for the orders of a day in a shop that has forgotten a setting. Our choice. */
export const MAX_LETTERS = 10_000;
/** Our choice. */
export const MAX_BYTES = 32 * 1024 * 1024;
/** How much of a bound is left when it was reached, so that the oldest ones need not go one by one. */
const KEPT_SHARE = 0.9;
/** Of the texts of a row; the rest of it is small and about the same for all. */
const BYTES = 'size_bytes + length(CAST(about AS BLOB))';

export interface RefusedBounds {
	readonly maxLetters: number;
	readonly maxBytes: number;
}

/** In one file. To be used within transactions. */
export class RefusedLetters {
	readonly #insert: Database.Statement;
	readonly #measure: Database.Statement;
	readonly #trim: Database.Statement;
	readonly #bounds: RefusedBounds;
	/** At least as much as there is; others delete letters too. Unknown before the first one. */
	#letters = Number.POSITIVE_INFINITY;
	#bytes = Number.POSITIVE_INFINITY;

	constructor(database: Database.Database, bounds: RefusedBounds = { maxLetters: MAX_LETTERS, maxBytes: MAX_BYTES }) {
		this.#insert = database.prepare(`INSERT INTO dead_letters (pixel, at_ms, reason, detail, lane, attempts, size_bytes,
			json, about, tier, user_mark, anonymous_mark, sender, type, deadline_ms, is_refused)
			VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`);
		this.#measure = database.prepare(
			`SELECT count(*) AS letters, total(${BYTES}) AS bytes FROM dead_letters WHERE is_refused = 1`,
		);
		this.#trim = database.prepare(`DELETE FROM dead_letters WHERE key IN (SELECT key FROM (
			SELECT key, row_number() OVER newest AS n, sum(${BYTES}) OVER newest AS bytes
			FROM dead_letters WHERE is_refused = 1 WINDOW newest AS (ORDER BY key DESC)) WHERE n > ? OR bytes > ?)`);
		this.#bounds = bounds;
	}

	/** Adds events. Returns how many older ones had to make room. */
	add(items: readonly BatchItem[], { pixelId, tier, sender, nowMs }: Origin, { reason, detail }: Cause): number {
		for (const item of items) {
			const { validateOnly, sizeBytes, json, type, timestampMs } = item;
			const about = toAbout(item);
			const start = [pixelId, nowMs, reason, detail, toLane(1000, validateOnly), sizeBytes];
			const end = [sender, type, toDeadlineMs(timestampMs)];
			this.#insert.run([...start, json, about, tier, ...toMarks(item), ...end]);
			this.#letters++;
			this.#bytes += sizeBytes + Buffer.byteLength(about);
		}
		return this.#isOver() ? this.#makeRoom() : 0;
	}

	#isOver(): boolean {
		return this.#letters > this.#bounds.maxLetters || this.#bytes > this.#bounds.maxBytes;
	}

	#makeRoom(): number {
		this.#count();
		if (!this.#isOver()) return 0;
		const { maxLetters, maxBytes } = this.#bounds;
		const { changes } = this.#trim.run([Math.floor(maxLetters * KEPT_SHARE), Math.floor(maxBytes * KEPT_SHARE)]);
		this.#count();
		return changes;
	}

	#count(): void {
		const { letters, bytes } = this.#measure.get([]) as { letters: number; bytes: number };
		this.#letters = letters;
		this.#bytes = bytes;
	}
}
