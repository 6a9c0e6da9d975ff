/**
 * Which ids were taken in during the last days: millions of them, at a cost that hardly grows with their number. Ids come in parts of
 * 32,768 in order of arrival, so that a commit writes few pages and the oldest go part by part; sixteen parts are a group with a
 * filter in memory, so that a new id is not looked up on the disk.
 */

import type Database from 'libsql';
import { SEEN_LIFETIME_MS } from '../rules/retention.js';
import { type FilterKey, IdFilter, toFilterKey } from './id-filter.js';
import { PARTS_IN_GROUP, readFilters, toGroup } from './read-filters.js';
import { SeenParts } from './seen-parts.js';

/** Ids removed at once, about 10 ms. Our choice. */
const SLICE = 5000;

const SQL = {
	// A look-up in each of the sixteen parts: digests are in order within a part only.
	find: `SELECT part, tier FROM seen WHERE digest = ?2 AND part IN (
		${Array.from({ length: PARTS_IN_GROUP }, (_, n) => `?1 + ${n}`).join(', ')})`,
	insert: 'INSERT INTO seen (part, digest, tier) VALUES (?, ?, ?)',
	raise: 'UPDATE seen SET tier = ? WHERE part = ? AND digest = ?',
	forget: 'DELETE FROM seen WHERE part = ? AND digest = ?',
	saveFilter: 'INSERT OR REPLACE INTO seen_filters (first_part, bits) VALUES (?, ?)',
	dropFilters: `DELETE FROM seen_filters WHERE NOT EXISTS (
		SELECT 1 FROM seen_parts WHERE part BETWEEN first_part AND first_part + ${PARTS_IN_GROUP - 1})`,
} as const;

type Statements = Readonly<Record<keyof typeof SQL, Database.Statement>>;

/** A known id: where it stands, and who used it. */
export interface SeenId {
	readonly part: number;
	readonly tier: number;
}

export class SeenIds {
	readonly #sql: Statements;
	readonly #parts: SeenParts;
	/** By group. */
	readonly #filters: Map<number, IdFilter>;

	/** Reads what the file knows. @param maxIds more than these are forgotten, the oldest first */
	constructor(database: Database.Database, nowMs: () => number, maxIds: number) {
		const prepared = Object.entries(SQL).map(([name, sql]) => [name, database.prepare(sql)]);
		this.#sql = Object.fromEntries(prepared) as Statements; // fromEntries loses the names.
		this.#parts = new SeenParts(database, { nowMs, maxIds, lifetimeMs: SEEN_LIFETIME_MS });
		this.#filters = readFilters(database, [...new Set(this.#parts.numbers.map(toGroup))]);
	}

	/** Ids that are known. */
	get count(): number {
		return this.#parts.ids;
	}

	find(digest: string): SeenId | undefined {
		return this.#find(digest, toFilterKey(digest));
	}

	/** Makes a new id known, or returns what is known of it. To be called within a transaction. */
	remember(digest: string, tier: number): SeenId | undefined {
		const key = toFilterKey(digest);
		const known = this.#find(digest, key);
		if (known !== undefined) return known;
		const part = this.#parts.next();
		this.#sql.insert.run([part, digest, tier]);
		this.#filterOf(toGroup(part)).add(key);
		return undefined;
	}

	/** To be called at the end of a transaction that made ids known. */
	save(): void {
		this.#parts.save();
	}

	/** Says that another tier has used it. To be called within a transaction, as are the following. */
	raise(digest: string, { part }: SeenId, tier: number): void {
		this.#sql.raise.run([tier, part, digest]);
	}

	/** No longer known, unless somebody of another tier has used it. */
	forget(digest: string, tier: number): void {
		const known = this.find(digest);
		if (known?.tier === tier) this.#sql.forget.run([known.part, digest]);
	}

	/** Removes a slice of what is too old, or too much; returns true if there may be more. */
	clean(): boolean {
		if (!this.#parts.dropSlice(SLICE)) return false;
		const groups = new Set(this.#parts.numbers.map(toGroup));
		for (const group of this.#filters.keys()) if (!groups.has(group)) this.#filters.delete(group);
		this.#sql.dropFilters.run([]);
		return true;
	}

	#find(digest: string, key: FilterKey): SeenId | undefined {
		for (const [group, filter] of this.#filters) {
			if (!filter.mayHave(key)) continue;
			const row = this.#sql.find.get([group * PARTS_IN_GROUP, digest]) as SeenId | undefined;
			if (row !== undefined) return row;
		}
		return undefined;
	}

	/** A group that is complete keeps its filter on the disk, so that a start need not read its ids. */
	#filterOf(group: number): IdFilter {
		const known = this.#filters.get(group);
		if (known !== undefined) return known;
		const before = this.#filters.get(group - 1);
		if (before !== undefined)
			this.#sql.saveFilter.run([(group - 1) * PARTS_IN_GROUP, Buffer.from(before.bytes.buffer)]);
		const filter = new IdFilter();
		this.#filters.set(group, filter);
		return filter;
	}
}
