/** Merges profiles with what gateways have learned meanwhile: the younger one counts, and an opt-out stays one. */

import { isRecord, parseJson } from 'openai-ads-destination/internal';
import { mergeProfiles, type Profile } from 'openai-ads-destination/pipeline';
import type { Write } from '../postgres/write.js';
import type { Carried, SourceRow } from './rows.js';

const INTRODUCE = `INSERT INTO @profiles (key, at_ms, profile) SELECT key, 0, '' FROM unnest($1::text[]) AS key ORDER BY key
	ON CONFLICT (key) DO NOTHING`;
const LOCK = `SELECT key, at_ms::float8 AS at_ms, convert_from(profile, 'UTF8') AS profile FROM @profiles WHERE key = ANY($1::text[])
	ORDER BY key FOR UPDATE`;
const WRITE = `UPDATE @profiles p SET profile = convert_to(u.profile, 'UTF8'), at_ms = u.at_ms
	FROM unnest($1::text[], $2::text[], $3::bigint[]) AS u (key, profile, at_ms) WHERE p.key = u.key`;

interface Kept {
	readonly key: string;
	readonly profile: string;
	readonly at_ms: number;
}

export async function mergeLearned(write: Write, rows: readonly SourceRow[]): Promise<Carried> {
	const moved = new Map((rows as unknown as Kept[]).map((row) => [row.key, row])); // The columns of the table.
	const keys = [...moved.keys()].sort();
	await write.query(INTRODUCE, [keys]);
	const kept = await write.query<Kept>(LOCK, [keys]);
	const changed = kept
		.map((there) => ({ there, merged: merge(moved.get(there.key), there) }))
		.filter(({ there, merged }) => merged.profile !== there.profile)
		.map(({ merged }) => merged);
	await write.query(WRITE, [
		changed.map(({ key }) => key),
		changed.map(({ profile }) => profile),
		changed.map(({ at_ms }) => Math.floor(at_ms)),
	]);
	return { carried: changed.length };
}

function merge(moved: Kept | undefined, there: Kept): Kept {
	const [older, younger] = moved !== undefined && moved.at_ms > there.at_ms ? [there, moved] : [moved, there];
	const profile = read(younger) === undefined ? read(older) : mergeProfiles(read(older), read(younger) ?? {});
	return {
		key: there.key,
		profile: profile === undefined ? '' : JSON.stringify(profile),
		at_ms: younger.at_ms || (moved?.at_ms ?? 0),
	};
}

/** `undefined` for none: one that was only introduced is empty. */
function read(kept: Kept | undefined): Profile | undefined {
	const profile = parseJson(kept?.profile ?? '');
	return isRecord(profile) ? (profile as Profile) : undefined; // An engine wrote it.
}
