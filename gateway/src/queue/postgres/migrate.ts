/** Brings a database to today's tables, while other gateways may be trying the same. */

import { StartError } from '../../start-error.js';
import type { Session } from './database.js';
import { MIGRATIONS, SCHEMA_VERSION } from './schema.js';

/** PostgreSQL 13: the oldest that its makers still support when this was written, and that has what the statements need. */
const OLDEST_SERVER = 13;

/**
 * Creates the schema, or runs the steps that it has not seen yet, all in one transaction and one gateway at a time.
 *
 * @param schema a name of ours, which stands in statements as it is
 * @throws StartError for a server that is too old and for tables that this version can't work with
 */
export async function migrate(session: Session, schema: string, migrations = MIGRATIONS): Promise<void> {
	await checkServer(session);
	await session.query('BEGIN');
	try {
		await session.query('SELECT pg_advisory_xact_lock(hashtext($1))', [schema]);
		const [found] = await session.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema]);
		if (found === undefined) await session.query(`CREATE SCHEMA ${schema}`);
		await session.query(`SET LOCAL search_path = ${schema}`);
		await session.query('CREATE TABLE IF NOT EXISTS @meta (name text PRIMARY KEY, value text NOT NULL)');
		const from = await readVersion(session);
		await checkVersion(session);
		for (const { version, readableFrom, sql } of migrations) {
			if (version <= from) continue;
			await session.query(sql);
			await write(session, { version, readable_from: readableFrom });
		}
		await session.query('COMMIT');
	} catch (error) {
		await session.query('ROLLBACK').catch(() => {});
		throw error;
	}
}

/** @throws StartError if a newer version has changed the tables in a way that this one can't work with */
export async function checkVersion(session: Session): Promise<void> {
	const readable = Number((await readMeta(session, 'readable_from')) ?? 0);
	if (readable <= SCHEMA_VERSION) return;
	throw new StartError(
		`OPENAI_ADS_QUEUE: its tables are of a newer version of openai-ads (${readable}, this one knows ${SCHEMA_VERSION}). Update this gateway.`,
	);
}

async function readVersion(session: Session): Promise<number> {
	return Number((await readMeta(session, 'version')) ?? 0);
}

async function readMeta(session: Session, name: string): Promise<string | undefined> {
	const [row] = await session.query<{ value: string }>('SELECT value FROM @meta WHERE name = $1', [name]);
	return row?.value;
}

async function write(session: Session, values: Readonly<Record<string, number>>): Promise<void> {
	for (const [name, value] of Object.entries(values)) {
		const upsert =
			'INSERT INTO @meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value';
		await session.query(upsert, [name, String(value)]);
	}
}

async function checkServer(session: Session): Promise<void> {
	const [row] = await session.query<{ version: string }>("SELECT current_setting('server_version_num') AS version");
	const major = Math.floor(Number(row?.version) / 10_000);
	if (major >= OLDEST_SERVER) return;
	throw new StartError(
		`OPENAI_ADS_QUEUE: expected PostgreSQL ${OLDEST_SERVER} or later, got ${major}. Update the server.`,
	);
}
