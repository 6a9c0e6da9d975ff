/** The tables of the queue on PostgreSQL, as numbered steps. A step that has been released never changes. */

export interface Migration {
	readonly version: number;
	/** Gateways of this version and later ones can work with the tables after this step. */
	readonly readableFrom: number;
	readonly sql: string;
}

/** Rows come and go by the thousand: without this their places would pile up in front of what is ready. */
const HOT =
	'autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0.05';

/**
 * The columns are those of the embedded queue (`sqlite/schema.ts`); `json` and `about` are bytes, since text can't hold every
 * character. Besides:
 *
 * - `pixels`: who owns a pixel, and what is remembered of it. `epoch` grows with each owner.
 * - `gateways`: who is alive, and which pixels it would take.
 * - `tallies`: how much waits, counted with every transaction; a row for each of a gateway's transactions at a time, so that
 *   none waits for another. Their sums count. What belongs to no pixel is the number of known ids.
 * - `seen`: not in the write-ahead log, so that a resend costs little; a crash of the server empties it, and the row of
 *   `seen_mark` with it. It is filled again from the queue then.
 */
export const MIGRATIONS: readonly Migration[] = [
	{
		version: 1,
		readableFrom: 1,
		sql: `
CREATE TABLE pixels (
	pixel text PRIMARY KEY, owner text, epoch bigint NOT NULL DEFAULT 0, expires_at timestamptz NOT NULL DEFAULT clock_timestamp(),
	is_paused boolean NOT NULL DEFAULT false, memory text
) WITH (fillfactor = 50, ${HOT});
CREATE TABLE gateways (
	gateway text PRIMARY KEY, expires_at timestamptz NOT NULL, wants text[] NOT NULL DEFAULT '{}'
) WITH (fillfactor = 50, ${HOT});
CREATE TABLE tallies (
	gateway text NOT NULL, slot smallint NOT NULL, pixel text NOT NULL, class smallint NOT NULL, tier smallint NOT NULL,
	sender text NOT NULL, events bigint NOT NULL, bytes bigint NOT NULL, PRIMARY KEY (gateway, slot, pixel, class, tier, sender)
) WITH (fillfactor = 50, ${HOT});
CREATE TABLE queue (
	key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, deadline_ms bigint NOT NULL, arrived_ms bigint NOT NULL,
	due_ms bigint NOT NULL DEFAULT 0, user_mark bigint, anonymous_mark bigint, attempts integer NOT NULL DEFAULT 0,
	size_bytes integer NOT NULL, lane smallint NOT NULL, class smallint NOT NULL, tier smallint NOT NULL,
	is_held smallint NOT NULL DEFAULT 0, pixel text NOT NULL, digest bytea NOT NULL, sender text, reference text,
	json bytea NOT NULL, about bytea NOT NULL
) WITH (${HOT});
CREATE INDEX queue_ready ON queue (pixel, lane, class, deadline_ms, key) WHERE due_ms = 0;
CREATE INDEX queue_delayed ON queue (pixel, is_held, due_ms) WHERE due_ms > 0;
CREATE INDEX queue_of_user ON queue ((key >> 15), user_mark) WHERE user_mark IS NOT NULL;
CREATE INDEX queue_of_anonymous ON queue ((key >> 15), anonymous_mark) WHERE anonymous_mark IS NOT NULL;
CREATE INDEX queue_of_browsers ON queue (digest) WHERE tier = 1;
CREATE INDEX queue_of_reference ON queue (reference) WHERE reference IS NOT NULL;
CREATE TABLE dead_letters (
	key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at_ms bigint NOT NULL, deadline_ms bigint NOT NULL,
	user_mark bigint, anonymous_mark bigint, attempts integer NOT NULL, size_bytes integer NOT NULL, lane smallint NOT NULL,
	tier smallint NOT NULL, is_refused smallint NOT NULL DEFAULT 0, pixel text NOT NULL, reason text NOT NULL, detail text NOT NULL,
	type text, sender text, json bytea NOT NULL, about bytea NOT NULL
);
CREATE INDEX dead_letters_of_pixel ON dead_letters (pixel, key);
CREATE INDEX dead_letters_age ON dead_letters (at_ms);
CREATE INDEX dead_letters_of_user ON dead_letters (user_mark) WHERE user_mark IS NOT NULL;
CREATE INDEX dead_letters_of_anonymous ON dead_letters (anonymous_mark) WHERE anonymous_mark IS NOT NULL;
CREATE INDEX dead_letters_refused ON dead_letters (key) WHERE is_refused = 1;
CREATE UNLOGGED TABLE seen (digest bytea PRIMARY KEY, tier smallint NOT NULL, at_ms bigint NOT NULL) WITH (${HOT});
CREATE INDEX seen_age ON seen (at_ms);
CREATE UNLOGGED TABLE seen_mark (is_whole boolean PRIMARY KEY);
CREATE TABLE cancellations (
	reference text NOT NULL, tier smallint NOT NULL, until_ms bigint NOT NULL, PRIMARY KEY (reference, tier)
);
CREATE INDEX cancellations_age ON cancellations (until_ms);
CREATE TABLE profiles (key text PRIMARY KEY, at_ms bigint NOT NULL, profile bytea NOT NULL) WITH (${HOT});
CREATE TABLE signatures (
	n bigint GENERATED ALWAYS AS IDENTITY UNIQUE, signature bytea PRIMARY KEY, body bytea NOT NULL, at_ms bigint NOT NULL
);
CREATE INDEX signatures_age ON signatures (at_ms);
CREATE TABLE counts (
	hour bigint NOT NULL, n bigint NOT NULL, pixel text NOT NULL, what text NOT NULL, PRIMARY KEY (hour, pixel, what)
) WITH (fillfactor = 50, ${HOT});
`,
	},
	{
		version: 2,
		readableFrom: 1,
		// Since when a pixel is paused, in Unix milliseconds.
		sql: 'ALTER TABLE pixels ADD COLUMN paused_since_ms bigint;',
	},
	{
		version: 3,
		readableFrom: 1,
		// What was told of alerts.
		sql: `
CREATE TABLE alerts (id text PRIMARY KEY, alert text NOT NULL, ended_ms bigint);
CREATE INDEX alerts_ended ON alerts (ended_ms) WHERE ended_ms IS NOT NULL;
`,
	},
	{
		version: 4,
		readableFrom: 1,
		// What the gateways tell each other of their events.
		sql: `
CREATE UNLOGGED TABLE stories (
	gateway text NOT NULL, seq bigint NOT NULL, written_ms bigint NOT NULL, marks bigint[] NOT NULL, body text NOT NULL, PRIMARY KEY (gateway, seq)
) WITH (${HOT});
CREATE INDEX stories_written ON stories (written_ms, gateway, seq);
`,
	},
];

export const SCHEMA_VERSION = Math.max(...MIGRATIONS.map(({ version }) => version));
