/** Dead letters of events that were refused at the door: strangers can send any number of them, so they are bounded. */

import type { BatchItem } from 'openai-ads-destination/pipeline';
import type { Cause } from '../queue.js';
import { NO_EVENT } from '../rules/bare-letter.js';
import { toDeadlineMs } from '../rules/deadline.js';
import { toAbout } from '../rules/item-row.js';
import { toLane } from '../rules/lane.js';
import { LETTER_BOUNDS } from '../rules/letter-bounds.js';
import { toMarks } from '../rules/marks.js';
import type { Origin } from '../rules/origin-of.js';
import type { Write } from './write.js';

const INSERT = `INSERT INTO @dead_letters (pixel, at_ms, reason, detail, lane, attempts, size_bytes, json, about, tier, user_mark,
	anonymous_mark, sender, type, deadline_ms, is_refused) VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)`;
const { maxLetters, maxBytes } = LETTER_BOUNDS;
/** What makes more than the bounds, the newest not counted. */
const trimOf = (which: string) => `WITH gone AS (DELETE FROM @dead_letters WHERE key IN (SELECT key FROM (
		SELECT key, row_number() OVER newest AS n, sum(size_bytes + length(about) + octet_length(detail)) OVER newest AS bytes
		FROM @dead_letters WHERE is_refused = 1 AND ${which} WINDOW newest AS (ORDER BY key DESC)) AS refused
	WHERE n > ${maxLetters} OR bytes > ${maxBytes}) RETURNING 1) SELECT count(*)::int AS count FROM gone`;
const TRIM_EVENTS = trimOf(`deadline_ms <> ${NO_EVENT}`);
/** Of letters without an event. */
export const TRIM_BARE = trimOf(`deadline_ms = ${NO_EVENT}`);
/** Trimming reads them all, so it is done once for so many. Our choice. */
const TRIM_EVERY = 500;

/** Adds events. Returns how many older ones had to make room. To be called within a transaction. */
export async function keepRefused(
	write: Write,
	items: readonly BatchItem[],
	{ pixelId, tier, sender, nowMs }: Origin,
	{ reason, detail }: Cause,
): Promise<number> {
	for (const item of items) {
		const { validateOnly, sizeBytes, json, type, timestampMs } = item;
		const start = [pixelId, Math.floor(nowMs), reason, detail, toLane(1000, validateOnly), sizeBytes];
		const texts = [Buffer.from(json), Buffer.from(toAbout(item))];
		const deadlineMs = Math.floor(toDeadlineMs(timestampMs));
		await write.query(INSERT, [...start, ...texts, tier, ...toMarks(item), sender, type, deadlineMs]);
	}
	return trim(write, TRIM_EVENTS, items.length);
}

/** Drops the oldest if there are too many. By chance, so that any number of gateways needs to agree on nothing. */
export async function trim(write: Write, sql: string, added: number): Promise<number> {
	if (Math.random() * TRIM_EVERY > added) return 0;
	const [row] = await write.query<{ count: number }>(sql);
	return row?.count ?? 0;
}
