/** The SQL of the embedded queue, prepared once. */

import type Database from 'libsql';
import { BROWSER } from '../rules/tier.js';

/** Not handed out now. */
const IDLE = 'key NOT IN (SELECT key FROM temp.under_way)';
/** In a JSON list of keys, so that one statement fits any number of them. */
const LISTED = 'key IN (SELECT value FROM json_each(?))';
/** All parts of 32,768 keys that there can be events in; `FROM parts CROSS JOIN queue` looks into the index of each. */
const PARTS = `WITH RECURSIVE parts (part) AS (SELECT min(key) / 32768 FROM queue
	UNION ALL SELECT part + 1 FROM parts WHERE part < (SELECT max(key) / 32768 FROM queue))`;
const keysOf = (index: string, condition: string) =>
	`SELECT q.key FROM parts CROSS JOIN queue AS q INDEXED BY ${index} ON q.key / 32768 = parts.part AND ${condition}`;
/** Of people, as marks in two JSON lists, of users and of anonymous ids. */
const [USERS, ANONYMOUS] = ['IN (SELECT value FROM json_each(?1))', 'IN (SELECT value FROM json_each(?2))'];
/** From senders of a tier and those below. */
const THEIRS = 'pixel = ?3 AND tier >= ?4';
/** It names somebody, and came just now. */
const RESTING = '(user_mark IS NOT NULL OR anonymous_mark IS NOT NULL) AND arrived_ms BETWEEN ? AND ?';
/** `due_ms = 0` word for word, or SQLite would not use the index of what is ready. */
const WAITING = `pixel = ? AND lane = ? AND due_ms = 0 AND ${IDLE}`;
const READY = `${WAITING} AND class = ? AND NOT (${RESTING})`;
/** What a tally counts of a row that is gone. */
const GONE = 'RETURNING size_bytes, class, tier, sender';
/** Of its columns, what a letter has. */
const LETTER = `lane, attempts, size_bytes, json, about, tier, user_mark, anonymous_mark, sender, deadline_ms`;

/** By name. Exported so that a test can ask SQLite how it would run them. */
export const SQL = {
	tally: `SELECT pixel, class, tier, sender, count(*) AS events, total(size_bytes) AS bytes FROM queue
		GROUP BY pixel, class, tier, sender`,
	insert: `INSERT INTO queue (pixel, lane, arrived_ms, deadline_ms, attempts, size_bytes, digest, json, about, tier,
		user_mark, anonymous_mark, class, sender, due_ms, is_held, reference)
		VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
	replace: `${PARTS} DELETE FROM queue WHERE ${IDLE} AND key IN (
		${keysOf('queue_of_browsers', `q.digest = ? AND q.tier = ${BROWSER}`)}) ${GONE}`,
	// A browser's event that was under way when a server's came, and did not arrive.
	supersede: `DELETE FROM queue WHERE key = ? AND tier = ${BROWSER} ${GONE}`,
	origin: 'SELECT digest, tier FROM queue WHERE key = ?',
	head: `SELECT key, lane, class, arrived_ms, deadline_ms, attempts FROM queue WHERE ${READY} ORDER BY deadline_ms, key LIMIT 1`,
	countReady: `SELECT count(*) AS count FROM (SELECT 1 FROM queue WHERE ${READY} LIMIT ?)`,
	readySizes: `SELECT key, size_bytes FROM queue WHERE ${READY} ORDER BY deadline_ms, key LIMIT ?`,
	// `class <> ?`: the one that is wanted first.
	read: `SELECT * FROM queue WHERE ${LISTED} ORDER BY class <> ?, deadline_ms, key`,
	firstResting: `SELECT min(arrived_ms) AS arrived_ms FROM queue WHERE ${WAITING} AND ${RESTING}`,
	// Keys only grow, so the search goes on where it last ended.
	oldest: 'SELECT key, arrived_ms FROM queue WHERE key >= ? AND pixel = ? ORDER BY key LIMIT 1',
	firstDeadline: `SELECT min(deadline_ms) AS deadline_ms FROM queue INDEXED BY queue_ready
		WHERE pixel = ? AND lane = ? AND class = ? AND due_ms = 0`,
	delayedDeadline: `SELECT min(deadline_ms) AS deadline_ms FROM queue INDEXED BY queue_delayed
		WHERE pixel = ? AND is_held IN (0, 1) AND due_ms > 0 AND class = ?`,
	readyExpired: `SELECT key FROM queue INDEXED BY queue_ready
		WHERE pixel = ? AND lane = ? AND class = ? AND due_ms = 0 AND deadline_ms <= ? AND ${IDLE} ORDER BY deadline_ms LIMIT ?`,
	delayedExpired: `SELECT key FROM queue INDEXED BY queue_delayed
		WHERE pixel = ?1 AND is_held IN (0, 1) AND due_ms > 0 AND (is_held = 0 OR due_ms <= ?2) AND deadline_ms <= ?2 AND ${IDLE} LIMIT ?3`,
	countReadyExpiring: `SELECT count(*) AS count FROM queue INDEXED BY queue_ready
		WHERE pixel = ? AND lane = ? AND class = ? AND due_ms = 0 AND deadline_ms <= ?`,
	countDelayedExpiring: `SELECT count(*) AS count FROM queue INDEXED BY queue_delayed
		WHERE pixel = ? AND is_held IN (0, 1) AND due_ms > 0 AND deadline_ms <= ?`,
	// Held or not apart, so that the index has the first and the last.
	firstDue: 'SELECT min(due_ms) AS due_ms FROM queue WHERE pixel = ? AND is_held = ? AND due_ms > 0',
	lastDue: 'SELECT max(due_ms) AS due_ms FROM queue WHERE pixel = ? AND is_held = ? AND due_ms > 0',
	promote: `UPDATE queue SET due_ms = 0, is_held = 0
		WHERE pixel = ? AND is_held = ? AND due_ms > 0 AND (due_ms <= ? OR due_ms > ?)`,
	cancel: `DELETE FROM queue WHERE pixel = ? AND reference = ? AND tier >= ? AND ${IDLE} ${GONE}`,
	rememberCancelled: `INSERT INTO cancellations (reference, tier, until_ms) VALUES (?1, ?2, ?3)
		ON CONFLICT (reference, tier) DO UPDATE SET until_ms = max(until_ms, ?3)`,
	isCancelled: 'SELECT 1 FROM cancellations WHERE reference = ? AND tier <= ? AND until_ms > ?',
	markUnderWay: 'INSERT OR IGNORE INTO temp.under_way SELECT value FROM json_each(?)',
	markSettled: `DELETE FROM temp.under_way WHERE ${LISTED}`,
	bury: `INSERT INTO dead_letters (pixel, at_ms, reason, detail, type, ${LETTER}) SELECT pixel, ?, ?, ?,
		CASE WHEN json_valid(about) THEN json_extract(about, '$.type') END, ${LETTER} FROM queue WHERE key = ?`,
	findQueued: `${PARTS} SELECT key, about FROM queue WHERE ${THEIRS} AND key IN (
		${keysOf('queue_of_user', `q.user_mark ${USERS}`)}
		UNION ${keysOf('queue_of_anonymous', `q.anonymous_mark ${ANONYMOUS}`)})`,
	findDead: `SELECT key, about FROM dead_letters WHERE ${THEIRS} AND key IN (
		SELECT key FROM dead_letters WHERE user_mark ${USERS}
		UNION SELECT key FROM dead_letters WHERE anonymous_mark ${ANONYMOUS})`,
	removeIdle: `DELETE FROM queue WHERE ${LISTED} AND ${IDLE} ${GONE}`,
	removeDead: `DELETE FROM dead_letters WHERE ${LISTED}`,
	remove: `DELETE FROM queue WHERE ${LISTED} ${GONE}`,
	// The lane's last bit, validate-only, stays.
	retry: 'UPDATE queue SET lane = ? + (lane & 1), due_ms = ?, attempts = attempts + 1 WHERE key = ?',
} as const;

export type QueueStatements = Readonly<Record<keyof typeof SQL, Database.Statement>>;

export function prepareQueueStatements(database: Database.Database): QueueStatements {
	const prepared = Object.entries(SQL).map(([name, sql]) => [name, database.prepare(sql)]);
	return Object.fromEntries(prepared) as QueueStatements; // fromEntries loses the names.
}
