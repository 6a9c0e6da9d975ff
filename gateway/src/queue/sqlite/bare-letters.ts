/** Dead letters of events that were refused at the door before they were OpenAI's: the reason alone, in rows without an event. */

import type Database from 'libsql';
import type { BareLetter } from '../dead-letters.js';
import { NO_EVENT, toBareAbout } from '../rules/bare-letter.js';
import { toLane } from '../rules/lane.js';
import { LETTER_BOUNDS, type LetterBounds } from '../rules/letter-bounds.js';
import type { Origin } from '../rules/origin-of.js';
import { LetterBound } from './letter-bound.js';

/** In one file. To be used within transactions. Bounded apart from refused events that are kept whole: those can be sent again. */
export class BareLetters {
	readonly #insert: Database.Statement;
	readonly #bound: LetterBound;

	constructor(database: Database.Database, bounds: LetterBounds = LETTER_BOUNDS) {
		this.#insert = database.prepare(`INSERT INTO dead_letters (pixel, at_ms, reason, detail, lane, attempts, size_bytes,
			json, about, tier, sender, type, deadline_ms, is_refused)
			VALUES (?, ?, ?, ?, ${toLane(1000, false)}, 0, 0, '', ?, ?, ?, ?, ${NO_EVENT}, 1)`);
		this.#bound = new LetterBound(database, `deadline_ms = ${NO_EVENT}`, bounds);
	}

	/** Adds letters. Returns how many older ones had to make room. */
	add(letters: readonly BareLetter[], { pixelId, tier, sender, nowMs }: Origin): number {
		for (const letter of letters) {
			const { reason, detail, type = null } = letter;
			const about = toBareAbout(letter);
			this.#insert.run([pixelId, nowMs, reason, detail, about, tier, sender, type]);
			this.#bound.note(Buffer.byteLength(about) + Buffer.byteLength(detail));
		}
		return this.#bound.keep();
	}
}
