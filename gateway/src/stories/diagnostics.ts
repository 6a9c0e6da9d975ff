/** What lowers the worth of a pixel's events, found by rule: how many of how many, why, and what to change. Pure. */

import { findReasonOfNote, KEY_KINDS, toKeyKinds } from 'openai-ads-destination/internal';
import { addUp } from './add-up.js';
import type { Group, Tallied } from './group.js';
import { type Sources, shareOf, toLarge, toTypes } from './sources.js';

export interface Diagnostic {
	/** `few_clicks`, `click_expired`, `left_out`, `weak`, `counted_twice`, `event_id_unnamed`, `poorer_first`, `near_miss`. */
	readonly code: string;
	readonly affected: number;
	readonly total: number;
	/** The kind of match key that the cure would win. */
	readonly key?: (typeof KEY_KINDS)[number];
	readonly type?: string;
	readonly source?: string;
	readonly message: string;
	readonly cure?: string;
	/** Of `GET /api/events`, for exactly these. */
	readonly query: string;
}

/** (product decisions) */
const [FEW_SHARE, WEAK_SHARE, NOTE_SHARE] = [0.6, 0.05, 0.02];
/** Values of one filter of `GET /api/events`. */
const MAX_SOURCES = 20;
const MAX_DIAGNOSTICS = 50;
/** Match keys that a note may be about, by the path of the note. */
const KEY_OF: Readonly<Record<string, (typeof KEY_KINDS)[number]>> = {
	oppref: 'click',
	'user.email': 'e-mail',
	'user.obref': 'device',
	'user.phone': 'phone',
	'user.phoneNumber': 'phone',
	'user.externalId': 'id',
};

/** Best key first, then by how many are affected. */
export function findDiagnostics(rows: readonly Tallied[], groups: readonly Group[]): readonly Diagnostic[] {
	const totals = totalsByType(groups);
	const found = [
		...findFewClicks(groups),
		...findExpiredClicks(rows, totals),
		...findLeftOut(rows, totals),
		...findWeak(groups),
		...findDoubles(rows, totals),
		...findPoorer(rows, totals),
		...findNearMisses(rows),
	];
	const rank = ({ key }: Diagnostic) => (key === undefined ? KEY_KINDS.length : KEY_KINDS.indexOf(key));
	return found.sort((one, other) => rank(one) - rank(other) || other.affected - one.affected).slice(0, MAX_DIAGNOSTICS);
}

function totalsByType(groups: readonly Group[]): ReadonlyMap<string, number> {
	const totals = new Map<string, number>();
	for (const { type, accepted } of groups) totals.set(type, (totals.get(type) ?? 0) + accepted);
	return totals;
}

function toQuery(fields: Readonly<Record<string, string | readonly string[]>>): string {
	const pairs = Object.entries(fields).flatMap(([name, value]) =>
		[value].flat().map((each): [string, string] => [name, each]),
	);
	return new URLSearchParams(pairs).toString();
}

/** A source whose share of clicks is far below that of the best one. */
function findFewClicks(groups: readonly Group[]): Diagnostic[] {
	return toTypes(groups).flatMap(({ type, sources }) => {
		const large = toLarge(sources);
		const best = Math.max(...large.map(shareOf));
		return large.filter((one) => shareOf(one) < FEW_SHARE * best).map((one) => toFewClicks(type, one));
	});
}

function toFewClicks(type: string, { names, accepted, clicks }: Sources): Diagnostic {
	const [source = ''] = names;
	const from = names.length === 1 ? source : `${names.length} sources of few events each`;
	const about = { code: 'few_clicks', affected: accepted - clicks, total: accepted, key: 'click', type } as const;
	const cure =
		'Identify the buyer in the browser with the same userId before checkout, or send context.providers.openAI.oppref.';
	const query = toQuery({ type, source: names.slice(0, MAX_SOURCES), outcome: 'accepted' });
	return {
		...about,
		...(names.length === 1 ? { source } : {}),
		message: `No ad click on ${type} from ${from}.`,
		cure,
		query,
	};
}

/** Nothing is wrong with these: it says why the share is what it is. */
function findExpiredClicks(rows: readonly Tallied[], totals: ReadonlyMap<string, number>): Diagnostic[] {
	return addUp(rows, 'expired_click', ({ type }) => [type]).flatMap(({ n, counted: { type } }) => {
		const total = Math.max(n, totals.get(type) ?? 0);
		if (n < NOTE_SHARE * total) return [];
		const message = "The buyer's last click was more than 30 days old: OpenAI credits 30.";
		const query = toQuery({ type, outcome: 'accepted', verdict: ['matchable', 'weak', 'none'] });
		return [{ code: 'click_expired', affected: n, total, key: 'click', type, message, query }];
	});
}

/** Notes on money and ids from the first one on, on match keys from a share on. */
function findLeftOut(rows: readonly Tallied[], totals: ReadonlyMap<string, number>): Diagnostic[] {
	const notes = addUp(rows, 'note', ({ type, path, message }) => [type, path, message]);
	return notes.flatMap(({ n, counted: { type, path, message } }) => {
		const total = Math.max(n, totals.get(type) ?? 0);
		const key = KEY_OF[path];
		if (key !== undefined && n < NOTE_SHARE * total) return [];
		const about = { code: 'left_out', affected: n, total, ...(key === undefined ? {} : { key }), type };
		const { cure } = findReasonOfNote({ path, message }) ?? {};
		const told = { message: `${path}: ${message}`, ...(cure === undefined || cure.includes('{') ? {} : { cure }) };
		return [{ ...about, ...told, query: toQuery({ type, outcome: 'accepted' }) }];
	});
}

function findWeak(groups: readonly Group[]): Diagnostic[] {
	return toTypes(groups).flatMap(({ type, accepted, sources }) => {
		const poor = sources.filter(({ weak }) => weak > 0);
		const affected = poor.reduce((sum, { weak }) => sum + weak, 0);
		if (affected < WEAK_SHARE * accepted || affected === 0) return [];
		const message = 'Only IP address, user agent or an anonymousId: OpenAI can hardly tie these to an ad.';
		const names = poor.flatMap((one) => one.names);
		const source = names.length === 1 ? { source: names[0] ?? '' } : {};
		const about = { code: 'weak', affected, total: accepted, key: 'rest', type, ...source } as const;
		const query = toQuery({ type, ...source, outcome: 'accepted', verdict: ['weak', 'none'] });
		return [{ ...about, message, cure: `requireIdentifier: [${JSON.stringify(type)}]`, query }];
	});
}

function findDoubles(rows: readonly Tallied[], totals: ReadonlyMap<string, number>): Diagnostic[] {
	const twice = addUp(rows, 'twice', ({ type }) => [type]).map(({ n, counted: { type } }) => ({
		code: 'counted_twice',
		affected: n,
		total: Math.max(n, totals.get(type) ?? 0),
		type,
		message: 'One order came under two ids: OpenAI counts it twice.',
		cure: 'Set idFrom: ["properties.order_id", "messageId"], and send the same id from everywhere.',
		query: toQuery({ type }),
	}));
	const unnamed = addUp(rows, 'event_id', ({ type }) => [type]).map(({ n, counted: { type } }) => ({
		code: 'event_id_unnamed',
		affected: n,
		total: Math.max(n, totals.get(type) ?? 0),
		type,
		message: 'properties.event_id is set, and idFrom does not name it: with the pixel, these count twice.',
		cure: 'Set idFrom: ["properties.event_id", "messageId"].',
		query: toQuery({ type }),
	}));
	return [...twice, ...unnamed];
}

function findPoorer(rows: readonly Tallied[], totals: ReadonlyMap<string, number>): Diagnostic[] {
	return addUp(rows, 'poorer', ({ type, matchKeys }) => [type, matchKeys]).map(
		({ n, counted: { type, matchKeys } }) => {
			const [key = 'rest'] = toKeyKinds(matchKeys);
			return {
				code: 'poorer_first',
				affected: n,
				total: Math.max(n, totals.get(type) ?? 0),
				key,
				type,
				message: `The first event of an id counts, and it went out without the ${key} that a later one of the same id had.`,
				cure: `hold: [{ "events": [${JSON.stringify(type)}], "without": "oppref", "for": "30s" }]`,
				query: toQuery({ type, reason: 'duplicate' }),
			};
		},
	);
}

function findNearMisses(rows: readonly Tallied[]): Diagnostic[] {
	const names = addUp(rows, 'skipped', ({ name, meant = '' }) => [name, meant]);
	return names.flatMap(({ n, counted: { name, meant, row } }) => {
		if (meant === undefined || row === undefined) return [];
		const message = `${name} is not mapped. Did you mean ${meant}?`;
		const query = toQuery({ name, reason: 'event_not_mapped' });
		return [{ code: 'near_miss', affected: n, total: n, message, cure: row, query }];
	});
}
