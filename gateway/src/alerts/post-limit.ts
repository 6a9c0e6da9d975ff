/** At most so many posts an hour, and a count of the rest. Kept beside the alerts, so that a restart does not begin anew. */

import { isRecord, parseJson } from 'openai-ads-destination/internal';
import type { KeptAlert } from '../queue/alert-store.js';
import { HOUR_MS } from '../queue/counts.js';
import type { Rest } from './compose-body.js';

/** (product decision) */
export const MAX_POSTS = 20;
const ID = 'posts';

export interface PostLimit {
	/** Beginning of the hour. */
	readonly fromMs: number;
	readonly posts: number;
	/** Changes that were not posted in it. */
	readonly rest: Rest;
}

const FRESH: PostLimit = { fromMs: 0, posts: 0, rest: { firing: 0, over: 0 } };

export function readLimit(rows: readonly KeptAlert[]): PostLimit {
	const value = parseJson(rows.find(({ id }) => id === ID)?.alert ?? '');
	if (!isRecord(value) || !isRecord(value['rest'])) return FRESH;
	const { fromMs, posts, rest } = value;
	const { firing, over } = rest as Record<string, unknown>;
	const numbers = [fromMs, posts, firing, over];
	return numbers.every((one) => typeof one === 'number') ? (value as unknown as PostLimit) : FRESH; // Checked just now.
}

export function toLimitRow(limit: PostLimit): KeptAlert {
	return { id: ID, alert: JSON.stringify(limit) };
}

/** Whether its hour is over. A clock that was set back does not make it longer. */
export function isPast({ fromMs }: PostLimit, nowMs: number): boolean {
	return nowMs - fromMs >= HOUR_MS || nowMs < fromMs;
}

/** One more post: whether it may go, and what is remembered of it. */
export function takePost(
	limit: PostLimit,
	state: keyof Rest,
	nowMs: number,
): { readonly isAllowed: boolean; readonly limit: PostLimit } {
	if (isPast(limit, nowMs)) return { isAllowed: true, limit: { ...FRESH, fromMs: nowMs, posts: 1 } };
	if (limit.posts < MAX_POSTS) return { isAllowed: true, limit: { ...limit, posts: limit.posts + 1 } };
	const rest = { ...limit.rest, [state]: limit.rest[state] + 1 };
	return { isAllowed: false, limit: { ...limit, rest } };
}
