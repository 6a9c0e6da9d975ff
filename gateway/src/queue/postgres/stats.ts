/** What an operator wants to know of a pixel's queue at a moment, all gateways together. */

import type { QueueStats } from '../queue-stats.js';
import { CONVERSIONS, PAGE_VIEWS } from '../rules/event-class.js';
import type { Database } from './database.js';
import { firstDeadlines } from './deadlines.js';
import type { Tallies } from './tallies.js';

const OLDEST = 'SELECT arrived_ms::float8 AS at FROM @queue WHERE pixel = $1 ORDER BY key LIMIT 1';
const LETTERS = 'SELECT count(*)::int AS count FROM @dead_letters WHERE pixel = $1';

export async function readStats(
	pixelId: string,
	{ database, tallies }: { readonly database: Database; readonly tallies: Tallies },
): Promise<QueueStats> {
	await tallies.refresh(database);
	const tally = tallies.of(pixelId);
	const [conversionsMs, pageViewsMs] = await firstDeadlines(database, pixelId);
	const times = [conversionsMs, pageViewsMs].filter((time) => time !== undefined);
	const [oldest] = tally.all.events > 0 ? await database.query<{ at: number }>(OLDEST, [pixelId]) : [];
	const [letters] = await database.query<{ count: number }>(LETTERS, [pixelId]);
	return {
		pixelId,
		...tally.all,
		...(oldest === undefined ? {} : { oldestArrivalMs: oldest.at }),
		...toDeadline(times.length === 0 ? undefined : Math.min(...times)),
		conversions: { ...tally.byClass(CONVERSIONS), ...toDeadline(conversionsMs) },
		pageViews: { ...tally.byClass(PAGE_VIEWS), ...toDeadline(pageViewsMs) },
		deadLetters: letters?.count ?? 0,
		knownIds: tallies.knownIds,
	};
}

function toDeadline(oldestDeadlineMs: number | undefined): { oldestDeadlineMs?: number } {
	return oldestDeadlineMs === undefined ? {} : { oldestDeadlineMs };
}
