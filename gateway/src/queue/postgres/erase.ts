/** Erases people wherever the database knows them, by the digests of their identifiers: whichever pixel, sender and field. */

import { DIGEST, hasAny } from '../rules/find-digests.js';
import type { Erased } from '../store.js';
import type { Database } from './database.js';
import { removeDead, removeQueued } from './people.js';
import type { Transactions } from './transactions.js';
import type { Write } from './write.js';

/** Rows that are read at a time. Our choice. */
const SLICE = 2000;
const LONG_MS = 20_000;

interface Table {
	/** Before the first key. */
	readonly start: string;
	readonly read: string;
	remove(write: Write, keys: readonly string[]): Promise<number>;
}

const events = (name: string, remove: Table['remove']): Table => ({
	start: '0',
	read: `SELECT key, json, about FROM @${name} WHERE key > $1::bigint ORDER BY key LIMIT ${SLICE}`,
	remove,
});
const TABLES = {
	profiles: {
		start: '',
		read: `SELECT key, profile AS json, convert_to(key, 'UTF8') AS about FROM @profiles WHERE key > $1 ORDER BY key LIMIT ${SLICE}`,
		remove: async (write: Write, keys: readonly string[]) => {
			await write.query('DELETE FROM @profiles WHERE key = ANY($1::text[])', [keys]);
			return keys.length;
		},
	},
	queue: events('queue', removeQueued),
	dead_letters: events('dead_letters', removeDead),
} satisfies Record<string, Table>;

/**
 * Creates the function that erases. It reads every row, since an e-mail address has no index: about a second for each 100 000
 * events. Profiles go first: the other ids of a person who is known by an e-mail address are in their keys.
 */
export function createErasing(database: Database, transactions: Transactions) {
	const sweep = async ({ start, read, remove }: Table, digests: ReadonlySet<string>) => {
		const found: string[] = [];
		let removed = 0;
		for (let after: string | undefined = start; after !== undefined; ) {
			const rows: { key: string; json: Buffer; about: Buffer }[] = await database.query(read, [after], LONG_MS);
			const keys = rows.filter(({ json, about }) => hasAny(`${json} ${about}`, digests)).map(({ key }) => key);
			if (keys.length > 0) removed += await transactions.alone((write) => remove(write, keys), LONG_MS);
			found.push(...keys);
			after = rows.length < SLICE ? undefined : rows.at(-1)?.key;
		}
		return { found, removed };
	};
	return async (digests: readonly string[]): Promise<Erased> => {
		const wanted = new Set(digests);
		const profiles = await sweep(TABLES.profiles, wanted);
		for (const key of profiles.found) for (const digest of key.match(DIGEST) ?? []) wanted.add(digest);
		const queued = await sweep(TABLES.queue, wanted);
		const dead = await sweep(TABLES.dead_letters, wanted);
		return { profiles: profiles.removed, queued: queued.removed, dead: dead.removed };
	};
}
