/** Dead letters of events that were refused at the door before they were OpenAI's: the reason alone, in rows without an event. */

import type { BareLetter } from '../dead-letters.js';
import { NO_EVENT, toBareAbout } from '../rules/bare-letter.js';
import { toLane } from '../rules/lane.js';
import type { Origin } from '../rules/origin-of.js';
import { TRIM_BARE, trim } from './refused-letters.js';
import type { Write } from './write.js';

const INSERT = `INSERT INTO @dead_letters (pixel, at_ms, reason, detail, lane, attempts, size_bytes, json, about, tier, sender, type,
	deadline_ms, is_refused) VALUES ($1, $2, $3, $4, ${toLane(1000, false)}, 0, 0, '', $5, $6, $7, $8, ${NO_EVENT}, 1)`;

/** Adds letters. Returns how many older ones had to make room. To be called within a transaction. */
export async function keepBare(
	write: Write,
	letters: readonly BareLetter[],
	{ pixelId, tier, sender, nowMs }: Origin,
): Promise<number> {
	for (const letter of letters) {
		const { reason, detail, type = null } = letter;
		const start = [pixelId, Math.floor(nowMs), reason, detail.replaceAll('\u0000', '')];
		await write.query(INSERT, [...start, Buffer.from(toBareAbout(letter)), tier, sender, type]);
	}
	return trim(write, TRIM_BARE, letters.length);
}
