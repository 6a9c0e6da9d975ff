/** Dead letters of events that were refused at the door for what they are: a bounded number of them, whole. */

import type Database from 'libsql';
import type { BatchItem } from 'openai-ads-destination/pipeline';
import type { Cause } from '../queue.js';
import { NO_EVENT } from '../rules/bare-letter.js';
import { toDeadlineMs } from '../rules/deadline.js';
import { toAbout } from '../rules/item-row.js';
import { toLane } from '../rules/lane.js';
import { LETTER_BOUNDS, type LetterBounds } from '../rules/letter-bounds.js';
import { toMarks } from '../rules/marks.js';
import type { Origin } from '../rules/origin-of.js';
import { LetterBound } from './letter-bound.js';

/** In one file. To be used within transactions. */
export class RefusedLetters {
	readonly #insert: Database.Statement;
	readonly #bound: LetterBound;

	constructor(database: Database.Database, bounds: LetterBounds = LETTER_BOUNDS) {
		this.#insert = database.prepare(`INSERT INTO dead_letters (pixel, at_ms, reason, detail, lane, attempts, size_bytes,
			json, about, tier, user_mark, anonymous_mark, sender, type, deadline_ms, is_refused)
			VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`);
		this.#bound = new LetterBound(database, `deadline_ms <> ${NO_EVENT}`, bounds);
	}

	/** Adds events. Returns how many older ones had to make room. */
	add(items: readonly BatchItem[], { pixelId, tier, sender, nowMs }: Origin, { reason, detail }: Cause): number {
		for (const item of items) {
			const { validateOnly, sizeBytes, json, type, timestampMs } = item;
			const about = toAbout(item);
			const start = [pixelId, nowMs, reason, detail, toLane(1000, validateOnly), sizeBytes];
			const end = [sender, type, toDeadlineMs(timestampMs)];
			this.#insert.run([...start, json, about, tier, ...toMarks(item), ...end]);
			this.#bound.note(sizeBytes + Buffer.byteLength(about) + Buffer.byteLength(detail));
		}
		return this.#bound.keep();
	}
}
