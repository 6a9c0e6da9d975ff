/** The question for OpenAI's report of the last seven days. Pure. */

import { DAY_MS } from 'openai-ads-destination/internal';
import type { AccountCall } from './account-reader.js';

/**
 * @param names of events; all unless given
 * @source https://developers.openai.com/ads/reporting (read 2026-11-26): `time_ranges` are texts that hold JSON
 */
export function toInsightsCall(nowMs: number, names?: readonly string[]): AccountCall {
	const toDate = (ms: number) => new Date(ms).toISOString().slice(0, 10);
	const range = JSON.stringify({ since: toDate(nowMs - 7 * DAY_MS), until: toDate(nowMs) });
	const body = { time_ranges: [range], ...(names === undefined ? {} : { event_names: names }) };
	return { path: '/conversions/insights', body };
}
