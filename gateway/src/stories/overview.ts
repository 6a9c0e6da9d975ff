/** What became of the events of a period, from the counts of its hours. Pure. */

import { toKeyNames, toVerdict } from 'openai-ads-destination/internal';
import { type CountRow, HOUR_MS } from '../queue/counts.js';
import { type Counted, readCounted } from './counted.js';
import { type Diagnostic, findDiagnostics } from './diagnostics.js';
import type { Group, Tallied, TrendPoint, VerdictCounts } from './group.js';

/** Hours of a period, the present one included. */
export const PERIODS = { '1h': 2, '24h': 24, '7d': 168 } as const;
export type Period = keyof typeof PERIODS;

/** (product decision) */
const [MAX_GROUPS, MAX_NAMES] = [200, 20];
/** Points of a group's trend; each is of several hours if there are more. Our choice. */
const GROUP_POINTS = 28;

export interface SkippedName {
	readonly name: string;
	readonly n: number;
	/** The event that was probably meant, and the row of `eventMapping` that sends it. */
	readonly meant?: string;
	readonly row?: string;
}

export interface Overview {
	readonly asOf: string;
	/** Beginning of the first hour. */
	readonly from: string;
	readonly received: number;
	readonly skipped: readonly { readonly reason: string; readonly n: number; readonly names: readonly SkippedName[] }[];
	readonly discarded: number;
	readonly failed: number;
	/** At this moment. */
	readonly waiting: number;
	readonly accepted: number;
	readonly verdicts: VerdictCounts;
	/** The same of the period before; after 8 days only by the day. */
	readonly previous: { readonly received: number; readonly accepted: number; readonly verdicts: VerdictCounts };
	readonly trend: readonly TrendPoint[];
	readonly groups: readonly Group[];
	readonly diagnostics: readonly Diagnostic[];
}

export interface OverviewQuery {
	readonly period: Period;
	readonly source?: string | undefined;
	readonly nowMs: number;
	readonly waiting: number;
}

/** @param rows of this period and the one before, of the pixels that are meant */
export function toOverview(rows: readonly CountRow[], { period, source, nowMs, waiting }: OverviewQuery): Overview {
	const [first, end] = hoursOf(period, nowMs);
	const all = rows.flatMap(({ hour, n, what }) => {
		const counted = readCounted(what);
		const isMeant = counted !== undefined && (source === undefined || counted.source === source);
		return isMeant ? [{ hour, n, counted }] : [];
	});
	const [now, before] = [all.filter(({ hour }) => hour >= first), all.filter(({ hour }) => hour < first)];
	const groups = toGroups(now, first, end);
	return {
		asOf: new Date(nowMs).toISOString(),
		from: toTime(first),
		received: sum(now, ({ kind }) => kind === 'in'),
		skipped: toSkipped(now),
		discarded: sum(now, (one) => one.kind === 'ended' && one.outcome === 'discarded'),
		failed: sum(now, (one) => one.kind === 'ended' && one.outcome === 'failed'),
		waiting,
		accepted: sum(now, isAccepted),
		verdicts: toVerdicts(now),
		previous: {
			received: sum(before, ({ kind }) => kind === 'in'),
			accepted: sum(before, isAccepted),
			verdicts: toVerdicts(before),
		},
		trend: toTrend(now, first, end),
		groups: groups.slice(0, MAX_GROUPS),
		diagnostics: findDiagnostics(now, groups),
	};
}

/** The first hour of a period, and the one after it. */
export function hoursOf(period: Period, nowMs: number): [first: number, end: number] {
	const end = Math.floor(nowMs / HOUR_MS) + 1;
	return [end - PERIODS[period], end];
}

export function sum(rows: readonly Tallied[], isMeant: (counted: Counted) => boolean): number {
	return rows.reduce((total, { n, counted }) => (isMeant(counted) ? total + n : total), 0);
}

const isAccepted = ({ kind }: Counted) => kind === 'accepted';

function toTime(hour: number): string {
	return new Date(hour * HOUR_MS).toISOString();
}

function toVerdicts(rows: readonly Tallied[]): VerdictCounts {
	const verdicts = { attributable: 0, matchable: 0, weak: 0, none: 0 };
	for (const { n, counted } of rows) if (counted.kind === 'accepted') verdicts[toVerdict(counted.matchKeys)] += n;
	return verdicts;
}

function toTrend(rows: readonly Tallied[], first: number, end: number, step = 1): TrendPoint[] {
	const points = Array.from({ length: Math.ceil((end - first) / step) }, () => ({ accepted: 0, attributable: 0 }));
	for (const { hour, n, counted } of rows) {
		const point = points[Math.floor((hour - first) / step)];
		if (point === undefined || counted.kind !== 'accepted') continue;
		point.accepted += n;
		if (toVerdict(counted.matchKeys) === 'attributable') point.attributable += n;
	}
	return points.map((point, index) => ({ at: toTime(first + index * step), ...point }));
}

function toSkipped(rows: readonly Tallied[]): Overview['skipped'] {
	const reasons = new Map<string, Map<string, SkippedName>>();
	for (const { n, counted } of rows) {
		if (counted.kind !== 'skipped') continue;
		const { reason, name, meant, row } = counted;
		const names = reasons.get(reason) ?? new Map<string, SkippedName>();
		const near = meant === undefined || row === undefined ? {} : { meant, row };
		names.set(name, { ...near, name, n: (names.get(name)?.n ?? 0) + n });
		reasons.set(reason, names);
	}
	const groups = [...reasons].map(([reason, byName]) => {
		const names = [...byName.values()].sort((one, other) => other.n - one.n);
		return { reason, n: names.reduce((total, { n }) => total + n, 0), names: names.slice(0, MAX_NAMES) };
	});
	return groups.sort((one, other) => other.n - one.n);
}

/** The largest first. */
function toGroups(rows: readonly Tallied[], first: number, end: number): Group[] {
	const groups = new Map<string, Tallied[]>();
	for (const row of rows) {
		if (row.counted.kind !== 'accepted') continue;
		const { type, customName, source } = row.counted;
		const key = JSON.stringify([type, customName, source]);
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [row]);
		else group.push(row);
	}
	return [...groups.values()]
		.flatMap((group) => toGroup(group, first, end))
		.sort((one, other) => other.accepted - one.accepted);
}

function toGroup(rows: readonly Tallied[], first: number, end: number): Group[] {
	const counted = rows[0]?.counted;
	if (counted?.kind !== 'accepted') return [];
	const { type, customName, from, source } = counted;
	const keys: Record<string, number> = {};
	for (const { n, counted: one } of rows) {
		if (one.kind === 'accepted') for (const name of toKeyNames(one.matchKeys)) keys[name] = (keys[name] ?? 0) + n;
	}
	const name = customName === undefined ? {} : { customName };
	const rest = {
		verdicts: toVerdicts(rows),
		keys,
		trend: toTrend(rows, first, end, Math.ceil((end - first) / GROUP_POINTS)),
	};
	return [{ type, ...name, from, source, accepted: sum(rows, isAccepted), ...rest }];
}
