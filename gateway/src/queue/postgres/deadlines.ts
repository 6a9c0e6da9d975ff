/** Which of a pixel's events age out first, and when. */

import { LANES } from '../rules/lane.js';
import type { Session } from './database.js';

const LANE_LIST = LANES.join(', ');
/** Lane by lane, since the index has the deadlines in order within a lane and class only. */
const READY = `(SELECT lane FROM unnest(ARRAY[${LANE_LIST}]) AS lane) AS l`;
const FIRST = `SELECT c.class, least(
		(SELECT min(f.first) FROM ${READY} CROSS JOIN LATERAL (SELECT min(deadline_ms) AS first FROM @queue
			WHERE pixel = $1 AND lane = l.lane AND class = c.class AND due_ms = 0) AS f),
		(SELECT min(deadline_ms) FROM @queue WHERE pixel = $1 AND due_ms > 0 AND class = c.class))::float8 AS first
	FROM (VALUES (0), (1)) AS c (class)`;
const EXPIRED = `SELECT key FROM (
	SELECT f.* FROM ${READY} CROSS JOIN (VALUES (0), (1)) AS c (class) CROSS JOIN LATERAL (
		SELECT key, deadline_ms FROM @queue WHERE pixel = $1 AND lane = l.lane AND class = c.class AND due_ms = 0 AND deadline_ms <= $2
		AND key NOT IN (SELECT unnest($3::bigint[])) ORDER BY deadline_ms, key LIMIT $4) AS f
	UNION ALL SELECT key, deadline_ms FROM @queue WHERE pixel = $1 AND due_ms > 0 AND (is_held = 0 OR due_ms <= $2) AND deadline_ms <= $2
		AND key NOT IN (SELECT unnest($3::bigint[]))) AS old ORDER BY deadline_ms, key LIMIT $4`;
const COUNT = `SELECT (SELECT count(*) FROM @queue WHERE pixel = $1 AND lane IN (${LANE_LIST}) AND class IN (0, 1) AND due_ms = 0 AND deadline_ms <= $2)::float8
	+ (SELECT count(*) FROM @queue WHERE pixel = $1 AND due_ms > 0 AND deadline_ms <= $2)::float8 AS count`;

/** Of the first event of each class, in Unix milliseconds. */
export async function firstDeadlines(session: Session, pixelId: string): Promise<(number | undefined)[]> {
	const rows = await session.query<{ class: number; first: number | null }>(FIRST, [pixelId]);
	return [0, 1].map((eventClass) => rows.find((row) => row.class === eventClass)?.first ?? undefined);
}

/** Keys of events that are not under way and have aged out, at most `max`. */
export async function findExpired(
	session: Session,
	pixelId: string,
	nowMs: number,
	{ max, underWay }: { readonly max: number; readonly underWay: readonly string[] },
): Promise<readonly string[]> {
	const rows = await session.query<{ key: string }>(EXPIRED, [pixelId, Math.floor(nowMs), underWay, max]);
	return rows.map(({ key }) => key);
}

export async function countUntil(session: Session, pixelId: string, untilMs: number): Promise<number> {
	const [row] = await session.query<{ count: number }>(COUNT, [pixelId, Math.floor(untilMs)]);
	return row?.count ?? 0;
}
