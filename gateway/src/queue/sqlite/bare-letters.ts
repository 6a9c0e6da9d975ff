/** Dead letters of events that were refused at the door before they were OpenAI's: the reason alone, in rows without an event. */

import type Database from 'libsql';
import { isRecord, parseJson } from 'openai-ads-destination/internal';
import type { BareLetter } from '../dead-letters.js';
import type { Origin } from './insert-events.js';
import { toLane } from './lane.js';
import { LETTER_BOUNDS, LetterBound, type LetterBounds } from './letter-bound.js';

/** In `deadline_ms`, of rows without an event: no event that was taken in is so old, and none is so old that it can't be read. */
export const NO_EVENT = -1;

type About = Pick<BareLetter, 'id' | 'messageId' | 'type' | 'name' | 'notes'>;

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

/** What such a row has in place of the description of an event. */
export function toBareAbout({ reason: _, detail: __, ...about }: BareLetter): string {
	return JSON.stringify(about satisfies About);
}

/** What a row without an event tells; of one that a fault of the disk has changed, nothing. */
export function readBare(about: string): About {
	const bare = parseJson(about) as About | undefined; // `add` wrote it.
	return isRecord(bare) && typeof bare.messageId === 'string' ? bare : { messageId: '', notes: [] };
}
