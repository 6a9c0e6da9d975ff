/** Reads the filters of known ids when a file is opened; those that were not kept are made again from the ids. */

import type Database from 'libsql';
import { FILTER_BYTES, IdFilter, toFilterKey } from './id-filter.js';

/** Parts that share a filter. */
export const PARTS_IN_GROUP = 16;
/** Ids read at once. */
const SLICE = 10_000;

export function toGroup(part: number): number {
	return Math.floor(part / PARTS_IN_GROUP);
}

/** The newest last: it is still being filled, so the ids themselves are read. */
export function readFilters(database: Database.Database, groups: readonly number[]): Map<number, IdFilter> {
	const stored = database.prepare('SELECT bits FROM seen_filters WHERE first_part = ?');
	const newest = groups.at(-1);
	return new Map(
		groups.map((group) => {
			const row = group === newest ? undefined : stored.get([group * PARTS_IN_GROUP]);
			const bits = (row as { bits: Uint8Array } | undefined)?.bits;
			// Copied: what the database hands out may not be ours for long.
			return [group, bits?.length === FILTER_BYTES ? new IdFilter(Uint8Array.from(bits)) : build(database, group)];
		}),
	);
}

function build(database: Database.Database, group: number): IdFilter {
	const next = database.prepare(`SELECT part, digest FROM seen WHERE (part, digest) > (?, ?) AND part < ?
		ORDER BY part, digest LIMIT ${SLICE}`);
	const filter = new IdFilter();
	const end = (group + 1) * PARTS_IN_GROUP;
	let last = { part: group * PARTS_IN_GROUP, digest: '' };
	for (;;) {
		const rows = next.all([last.part, last.digest, end]) as { part: number; digest: string }[];
		for (const { digest } of rows) filter.add(toFilterKey(digest));
		const bottom = rows.at(-1);
		if (bottom === undefined || rows.length < SLICE) return filter;
		last = bottom;
	}
}
