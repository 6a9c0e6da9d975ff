/** The tables of the embedded queue. */

export const SCHEMA_VERSION = 1;

/**
 * - `queue`: waiting events. `lane` separates events that must not share a request (see `lane.ts`); `json` is sent as it is;
 *   `about` is the rest of the batch item as JSON, because a bare id may hold characters at which SQLite cuts.
 * - `seen`: digests of (pixel, type, name, id) of the last days' events, delivered ones included. In order of arrival.
 * - `dead_letters`: acknowledged events that can't be delivered.
 * - `profiles`: learned from identify calls, under hashed keys.
 */
export const SCHEMA = `
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
CREATE TEMP TABLE IF NOT EXISTS under_way (key INTEGER PRIMARY KEY);
PRAGMA user_version = ${SCHEMA_VERSION};
`;
