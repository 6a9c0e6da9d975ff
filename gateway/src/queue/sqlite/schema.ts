/** The tables of the embedded queue, as numbered steps from an empty file to today's. A step that has been released never changes. */

import { SIGNATURES_TABLE } from './signatures-table.js';

/** From this version on, the keys of profiles begin with the pixel ID. */
export const PROFILES_BY_PIXEL = 5;

export interface Migration {
	/** The version that a file has after this step, in SQLite's `user_version`. */
	readonly version: number;
	readonly sql: string;
}

/**
 * - `queue`: waiting events. `lane` separates events that must not share a request (see `lane.ts`); `json` is sent as it is;
 *   `about` is the rest of the batch item as JSON, because a bare id may hold characters at which SQLite cuts. The order is
 *   `deadline_ms`, then `key`; `due_ms` is 0 for events that are ready, else the time until which they are set apart.
 *   `tier` is 0 for a server's event, 1 for a browser's (see `tier.ts`). `user_mark` and `anonymous_mark` find the events
 *   of a person (see `marks.ts`); both are null if the event names nobody, or came before there were such columns.
 *   `class` is 1 for page views (see `event-class.ts`). `sender` is what the operator calls the sender, or null.
 *   `is_held` is 1 while `due_ms` is the end of a hold, which may be days ahead; `reference` is what cancels the event.
 * - `cancellations`: references of events that are not to be sent, also if they come later.
 * - `seen`: digests of (pixel, type, name, id) of the last days' events, delivered ones included, in `seen_parts` (see
 *   `seen-ids.ts`) with `seen_filters`.
 * - `dead_letters`: acknowledged events that can't be delivered and, with `is_refused`, a bounded number of those that were
 *   refused at the door.
 * - `counts`: of each hour, how many events came and ended how (see `sqlite-counts.ts`).
 * - `pixel_states`: what is remembered of each pixel, as JSON.
 * - `alerts`: what was told of a state that somebody should know of, as JSON; `ended_ms` is null while it lasts.
 * - `profiles`: learned from identify calls, under hashed keys that begin with the pixel ID.
 */
export const MIGRATIONS: readonly Migration[] = [
	{
		version: 1,
		// The files of this version were made without numbered steps, so their tables may be there already.
		sql: `
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS queue (
	key INTEGER PRIMARY KEY AUTOINCREMENT, pixel TEXT NOT NULL, lane INTEGER NOT NULL, due_ms INTEGER NOT NULL,
	attempts INTEGER NOT NULL, size_bytes INTEGER NOT NULL, digest TEXT NOT NULL, json TEXT NOT NULL, about TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS queue_order ON queue (pixel, lane, due_ms, key);
CREATE TABLE IF NOT EXISTS seen (n INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, at_ms INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS dead_letters (
	key INTEGER PRIMARY KEY, pixel TEXT NOT NULL, at_ms INTEGER NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
	lane INTEGER NOT NULL, attempts INTEGER NOT NULL, size_bytes INTEGER NOT NULL, json TEXT NOT NULL, about TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS dead_letters_age ON dead_letters (at_ms);
CREATE TABLE IF NOT EXISTS profiles (key TEXT PRIMARY KEY, profile TEXT NOT NULL, at_ms INTEGER NOT NULL) WITHOUT ROWID;
`,
	},
	{
		version: 2,
		// Order and due time apart: until now a retry moved its event to the end. Rows that can't be read go first, since each
		// becomes a dead letter as soon as it is its turn. 604740000 is the deadline of `toDeadlineMs`.
		sql: `
ALTER TABLE queue ADD COLUMN arrived_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE queue ADD COLUMN deadline_ms INTEGER NOT NULL DEFAULT 0;
UPDATE queue SET
	arrived_ms = CASE attempts WHEN 0 THEN due_ms ELSE 0 END,
	deadline_ms = 604740000 + CASE WHEN json_valid(about) THEN coalesce(json_extract(about, '$.timestampMs'), 0) ELSE 0 END,
	due_ms = 0;
DROP INDEX queue_order;
CREATE INDEX queue_ready ON queue (pixel, lane, deadline_ms, key) WHERE due_ms = 0;
CREATE INDEX queue_delayed ON queue (pixel, due_ms) WHERE due_ms > 0;
`,
	},
	{
		version: 3,
		// Who sent an event. What came before counts as a server's. Only browsers' events are ever looked up by digest.
		sql: `
ALTER TABLE queue ADD COLUMN tier INTEGER NOT NULL DEFAULT 0;
ALTER TABLE seen ADD COLUMN tier INTEGER NOT NULL DEFAULT 0;
CREATE INDEX queue_of_browsers ON queue (digest) WHERE tier = 1;
`,
	},
	{ version: 4, sql: SIGNATURES_TABLE },
	{
		version: PROFILES_BY_PIXEL,
		// Profiles apart by pixel. What SDKs and webhooks had taught was under bare keys, `u:` or `a:` and 64 digits. It goes to
		// the pixel that opens the file if the file knows no other; else nobody can tell whose it is, and it is dropped.
		// `openDatabase` leaves the pixel in `meta` for this step.
		sql: `
UPDATE OR REPLACE profiles SET key = (SELECT value FROM meta WHERE name = 'pixel') || ':' || key
WHERE length(key) = 66 AND key GLOB '[ua]:*' AND EXISTS (SELECT 1 FROM meta WHERE name = 'pixel') AND NOT EXISTS (
	SELECT 1 FROM (SELECT pixel FROM queue UNION ALL SELECT pixel FROM dead_letters)
	WHERE pixel <> (SELECT value FROM meta WHERE name = 'pixel')
);
DELETE FROM profiles WHERE length(key) = 66 AND key GLOB '[ua]:*';
DELETE FROM meta WHERE name = 'pixel';
`,
	},
	{
		version: 6,
		// Whose event it is, so that what waits of a person can be found. Nobody can say it of older ones: those have no person.
		sql: `
ALTER TABLE queue ADD COLUMN user_mark INTEGER;
ALTER TABLE queue ADD COLUMN anonymous_mark INTEGER;
CREATE INDEX queue_of_user ON queue (user_mark) WHERE user_mark IS NOT NULL;
CREATE INDEX queue_of_anonymous ON queue (anonymous_mark) WHERE anonymous_mark IS NOT NULL;
ALTER TABLE dead_letters ADD COLUMN tier INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dead_letters ADD COLUMN user_mark INTEGER;
ALTER TABLE dead_letters ADD COLUMN anonymous_mark INTEGER;
ALTER TABLE dead_letters ADD COLUMN is_refused INTEGER NOT NULL DEFAULT 0;
CREATE INDEX dead_letters_of_user ON dead_letters (user_mark) WHERE user_mark IS NOT NULL;
CREATE INDEX dead_letters_of_anonymous ON dead_letters (anonymous_mark) WHERE anonymous_mark IS NOT NULL;
CREATE INDEX dead_letters_refused ON dead_letters (key) WHERE is_refused = 1;
`,
	},
	{
		version: 7,
		// Page views after everything else; who sent an event; what dead letters are listed, counted and sent again by; and the
		// state of each pixel. 604740000 is the deadline of `toDeadlineMs`.
		sql: `
ALTER TABLE queue ADD COLUMN class INTEGER NOT NULL DEFAULT 0;
ALTER TABLE queue ADD COLUMN sender TEXT;
UPDATE queue SET class = 1 WHERE json_valid(about) AND json_extract(about, '$.type') = 'page_viewed';
DROP INDEX queue_ready;
CREATE INDEX queue_ready ON queue (pixel, lane, class, deadline_ms, key) WHERE due_ms = 0;
ALTER TABLE dead_letters ADD COLUMN sender TEXT;
ALTER TABLE dead_letters ADD COLUMN type TEXT;
ALTER TABLE dead_letters ADD COLUMN deadline_ms INTEGER NOT NULL DEFAULT 0;
UPDATE dead_letters SET
	type = json_extract(about, '$.type'),
	deadline_ms = 604740000 + coalesce(json_extract(about, '$.timestampMs'), 0)
WHERE json_valid(about);
CREATE INDEX dead_letters_of_pixel ON dead_letters (pixel, key, reason, type, at_ms, deadline_ms);
CREATE TABLE pixel_states (pixel TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
`,
	},
	{
		version: 8,
		// Known ids in parts (see `seen-ids.ts`): half the size, and quick however many there are. Their digests get shorter: 16 of
		// the 22 characters.
		sql: `
ALTER TABLE seen RENAME TO seen_before;
CREATE TABLE seen (
	part INTEGER NOT NULL, digest TEXT NOT NULL, tier INTEGER NOT NULL, PRIMARY KEY (part, digest)
) WITHOUT ROWID;
CREATE TABLE seen_parts (part INTEGER PRIMARY KEY, opened_ms INTEGER NOT NULL, ids INTEGER NOT NULL);
CREATE TABLE seen_filters (first_part INTEGER PRIMARY KEY, bits BLOB NOT NULL);
INSERT OR IGNORE INTO seen SELECT n / 32768, substr(digest, 1, 16), tier FROM seen_before ORDER BY n / 32768, digest;
INSERT INTO seen_parts SELECT n / 32768, min(at_ms), count(*) FROM seen_before GROUP BY n / 32768;
DROP TABLE seen_before;
UPDATE queue SET digest = substr(digest, 1, 16);
`,
	},
	{
		version: 9,
		// Events that wait on purpose, and what cancels them.
		sql: `
ALTER TABLE queue ADD COLUMN is_held INTEGER NOT NULL DEFAULT 0;
ALTER TABLE queue ADD COLUMN reference TEXT;
DROP INDEX queue_delayed;
CREATE INDEX queue_delayed ON queue (pixel, is_held, due_ms) WHERE due_ms > 0;
CREATE INDEX queue_of_reference ON queue (reference) WHERE reference IS NOT NULL;
CREATE TABLE cancellations (
	reference TEXT NOT NULL, tier INTEGER NOT NULL, until_ms INTEGER NOT NULL, PRIMARY KEY (reference, tier)
) WITHOUT ROWID;
CREATE INDEX cancellations_age ON cancellations (until_ms);
`,
	},
	{
		version: 10,
		// By parts of 32,768 keys, as known ids are: else each event costs a page of the log for each index once many wait.
		sql: `
DROP INDEX queue_of_user;
DROP INDEX queue_of_anonymous;
DROP INDEX queue_of_browsers;
CREATE INDEX queue_of_user ON queue (key / 32768, user_mark) WHERE user_mark IS NOT NULL;
CREATE INDEX queue_of_anonymous ON queue (key / 32768, anonymous_mark) WHERE anonymous_mark IS NOT NULL;
CREATE INDEX queue_of_browsers ON queue (key / 32768, digest) WHERE tier = 1;
`,
	},
	{
		version: 11,
		// How many events came and ended how, by the hour.
		sql: `
CREATE TABLE counts (
	key INTEGER PRIMARY KEY, hour INTEGER NOT NULL, pixel TEXT NOT NULL, what TEXT NOT NULL, n INTEGER NOT NULL,
	UNIQUE (hour, pixel, what)
);
`,
	},
	{
		version: 12,
		// What was told of alerts.
		sql: `
CREATE TABLE alerts (id TEXT PRIMARY KEY, alert TEXT NOT NULL, ended_ms INTEGER) WITHOUT ROWID;
CREATE INDEX alerts_ended ON alerts (ended_ms) WHERE ended_ms IS NOT NULL;
`,
	},
];
