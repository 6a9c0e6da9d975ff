/** Erases people wherever a file knows them, by the digests of their identifiers: whichever pixel, sender and field. */

import type Database from 'libsql';
import { DIGEST, hasAny } from '../rules/find-digests.js';
import type { TallyRow } from '../rules/tally.js';
import type { Erased } from '../store.js';
import type { GroupCommit } from './group-commit.js';

/** Rows that are read at a time, so that other work goes on: about 10 ms. Our choice. */
const SLICE = 2000;

type TableName = 'queue' | 'dead_letters' | 'profiles';

export interface PixelRow extends TallyRow {
	readonly pixel: string;
}

export interface ForgetPorts {
	/** Is told of waiting events that are gone. */
	onRemoved(rows: readonly PixelRow[]): void;
}

/**
 * Creates the function that erases. It reads every row, since an e-mail address has no index: about a second for each 200 000
 * events. The log is emptied at the end, so that the file's bytes hold nothing of them.
 *
 * Profiles go first: the other ids of a person who is known by an e-mail address are in their keys.
 */
export function createForgetting(
	database: Database.Database,
	commit: GroupCommit,
	{ onRemoved }: ForgetPorts,
): (digests: readonly string[]) => Promise<Erased> {
	const tables = {
		profiles: new ScannedTable(database, 'profiles'),
		queue: new ScannedTable(database, 'queue'),
		dead_letters: new ScannedTable(database, 'dead_letters'),
	};
	const sweep = async (name: TableName, digests: ReadonlySet<string>) => {
		const found: unknown[] = [];
		for (let after: unknown = tables[name].start; after !== undefined; ) {
			const slice = await commit.run(() => tables[name].sweep(after, digests));
			after = slice.next;
			found.push(...slice.removed);
		}
		return found;
	};
	return async (digests) => {
		const wanted = new Set(digests);
		const profiles = (await sweep('profiles', wanted)) as { key: string }[];
		for (const { key } of profiles) for (const digest of key.match(DIGEST) ?? []) wanted.add(digest);
		const queued = (await sweep('queue', wanted)) as PixelRow[];
		onRemoved(queued);
		const dead = await sweep('dead_letters', wanted);
		database.pragma('wal_checkpoint(TRUNCATE)');
		return { profiles: profiles.length, queued: queued.length, dead: dead.length };
	};
}

/** A table that is read from beginning to end, row by row in the order of its keys. */
class ScannedTable {
	/** Before the first key. */
	readonly start: unknown;
	readonly #read: Database.Statement;
	readonly #remove: Database.Statement;

	constructor(database: Database.Database, name: TableName) {
		const isOfProfiles = name === 'profiles';
		this.start = isOfProfiles ? '' : 0;
		const text = isOfProfiles ? "key || ' ' || profile" : "json || ' ' || about";
		const gone = name === 'queue' ? 'pixel, size_bytes, class, tier, sender' : 'key';
		this.#read = database.prepare(`SELECT key, ${text} AS text FROM ${name} WHERE key > ? ORDER BY key LIMIT ${SLICE}`);
		this.#remove = database.prepare(
			`DELETE FROM ${name} WHERE key IN (SELECT value FROM json_each(?)) RETURNING ${gone}`,
		);
	}

	/** Within a transaction. `next` is the key to go on after; undefined at the end. */
	sweep(after: unknown, digests: ReadonlySet<string>): { next: unknown; removed: unknown[] } {
		const rows = this.#read.all([after]) as { key: unknown; text: string }[];
		const keys = rows.filter(({ text }) => hasAny(text, digests)).map(({ key }) => key);
		const removed = keys.length === 0 ? [] : this.#remove.all([JSON.stringify(keys)]);
		return { next: rows.length < SLICE ? undefined : rows.at(-1)?.key, removed };
	}
}
