/** The SQL of dead letters, prepared once. What is meant is found in an index that holds all that a filter can name. */

import type Database from 'libsql';
import type { LetterFilter } from '../dead-letters.js';
import { NO_EVENT } from '../rules/bare-letter.js';
import type { LetterRow } from '../rules/kept-letter.js';
import { toKeyList } from './queue-row.js';

export type SqliteLetterRow = LetterRow<number, string>;

/** Five values: {@link toFilterValues}. */
const MEANT = `FROM dead_letters INDEXED BY dead_letters_of_pixel WHERE pixel = ?1 AND (?2 IS NULL OR reason = ?2)
	AND (?3 IS NULL OR type = ?3) AND at_ms >= ?4 AND (?5 IS NULL OR key IN (SELECT value FROM json_each(?5)))`;
const COLUMNS = 'key, at_ms, reason, detail, attempts, size_bytes, json, about, tier, sender, deadline_ms';
const found = (meant: string, order: string) =>
	`SELECT ${COLUMNS} FROM dead_letters WHERE key IN (SELECT key ${meant}) ORDER BY key ${order}`;

const SQL = {
	list: found(`${MEANT} AND key < ?6 ORDER BY key DESC LIMIT ?7`, 'DESC'),
	count: `SELECT count(*) AS letters, count(CASE WHEN deadline_ms <= ?6 AND deadline_ms <> ${NO_EVENT} THEN 1 END) AS too_old,
		count(CASE WHEN deadline_ms = ${NO_EVENT} THEN 1 END) AS not_kept ${MEANT}`,
	replayable: found(`${MEANT} AND deadline_ms > ?6 AND key > ?7 ORDER BY key LIMIT ?8`, 'ASC'),
	drop: `DELETE FROM dead_letters WHERE key IN (SELECT key ${MEANT} ORDER BY key LIMIT ?6)`,
	ofPixel: 'SELECT count(*) AS count FROM dead_letters WHERE pixel = ?',
	// From one pixel to the next in the index, however many letters each has.
	pixels: `WITH RECURSIVE pixels (pixel) AS (
		SELECT min(pixel) FROM dead_letters
		UNION ALL SELECT (SELECT min(pixel) FROM dead_letters WHERE pixel > pixels.pixel) FROM pixels WHERE pixel IS NOT NULL
	) SELECT pixel FROM pixels WHERE pixel IS NOT NULL`,
} as const;

export type LetterStatements = Readonly<Record<keyof typeof SQL, Database.Statement>>;

export function prepareLetterStatements(database: Database.Database): LetterStatements {
	const prepared = Object.entries(SQL).map(([name, sql]) => [name, database.prepare(sql)]);
	return Object.fromEntries(prepared) as LetterStatements; // fromEntries loses the names.
}

/** The first five values of these statements. */
export function toFilterValues(pixelId: string, { reason, type, sinceMs = 0, keys }: LetterFilter): unknown[] {
	return [pixelId, reason ?? null, type ?? null, Math.ceil(sinceMs), keys === undefined ? null : toKeyList(keys)];
}
