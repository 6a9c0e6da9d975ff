/** What `GET /api/overview` answers, read leniently: what is missing counts as nothing, what is unknown is left alone. */

import * as z from 'zod';

const count = z.number().min(0).catch(0);
const text = z.string().max(500);
const verdicts = z.object({ attributable: count, matchable: count, weak: count, none: count }).partial().catch({});
const trend = z
	.array(z.object({ at: z.union([z.string(), z.number()]), accepted: count, attributable: count }))
	.max(1000)
	.catch([]);

const name = z.object({ name: text, n: count, meant: text.optional().catch(undefined), row: z.unknown().optional() });
const skip = z.object({ reason: text, n: count, names: z.array(name).max(100).catch([]) });
const group = z.object({
	type: text,
	customName: text.optional().catch(undefined),
	source: text.catch('other'),
	accepted: count,
	verdicts,
	trend,
});
const diagnostic = z.object({
	code: text,
	affected: count,
	total: count,
	key: text.optional().catch(undefined),
	type: text.optional().catch(undefined),
	source: text.optional().catch(undefined),
	message: text,
	cure: text.optional().catch(undefined),
});

export const overviewSchema = z.object({
	received: z.number(),
	accepted: z.number(),
	skipped: z.array(skip).max(100).catch([]),
	verdicts,
	trend,
	groups: z.array(group).max(1000).catch([]),
	diagnostics: z.array(diagnostic).max(1000).catch([]),
});

export type Overview = z.output<typeof overviewSchema>;
export type Diagnostic = Overview['diagnostics'][number];

/** How many were left out for a reason. */
export function countSkipped({ skipped }: Overview, reason: string): number {
	return skipped.filter((row) => row.reason === reason).reduce((sum, { n }) => sum + n, 0);
}

/** When the hour ended in which the first event was accepted, in Unix milliseconds; `undefined` if none was. */
export function findFirstAccepted({ trend }: Overview): number | undefined {
	const starts = trend.map(({ at }) => new Date(at).getTime());
	const stepMs = starts.length > 1 ? (starts[1] ?? 0) - (starts[0] ?? 0) : 3_600_000;
	const first = trend.findIndex(({ accepted }) => accepted > 0);
	const startMs = starts[first];
	return startMs === undefined || Number.isNaN(startMs) ? undefined : startMs + Math.max(0, stepMs);
}

/** How many were accepted before a time, and how many of those carry a click. */
export function countBefore(
	{ trend }: Overview,
	ms: number,
): { readonly accepted: number; readonly attributable: number } {
	const old = trend.filter(({ at }) => new Date(at).getTime() <= ms);
	return {
		accepted: old.reduce((sum, { accepted }) => sum + accepted, 0),
		attributable: old.reduce((sum, { attributable }) => sum + attributable, 0),
	};
}
