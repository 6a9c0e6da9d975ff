/** `names`: whether OpenAI has ever received what is sent. It answers 400 for a name that it neither received nor has a setting for. */

import { DAY_MS, parseJson } from 'openai-ads-destination/internal';
import type { PixelSettings } from '../settings/pixel-settings.js';
import { insightsAnswer } from './account-answers.js';
import { type AccountReader, AccountSilence } from './account-reader.js';
import type { Visit } from './check.js';
import type { Finding } from './finding.js';
import { toInsightsCall } from './insights-call.js';
import { countBefore, findFirstAccepted } from './overview.js';
import { say } from './say.js';
import { listSentTypes, nameOf, readWeek } from './sent-types.js';
import { showTime } from './show-time.js';

/** Reports lag a day or two. */
const KNOWN_AFTER_MS = 2 * DAY_MS;
/** Calls besides the first. (product decision) */
const MAX_HALVES = 4;

export async function checkNames(pixel: PixelSettings, visit: Visit): Promise<readonly Finding[]> {
	const week = await readWeek(pixel, visit);
	const nowMs = visit.ports.nowMs();
	if (week === undefined || week.accepted === 0) return [say('names_nothing_sent', {})];
	const names = listSentTypes(pixel, { ...week }).map(nameOf);
	const unknown = await findUnknown(names, visit);
	if (unknown.length === 0) return [say('names_ok', { count: names.length }, { affected: names })];
	const about = { affected: unknown };
	if (countBefore(week, nowMs - KNOWN_AFTER_MS).accepted > 0)
		return [say('names_unknown', { names: unknown.join(', ') }, about)];
	const judgedFrom = (findFirstAccepted(week) ?? nowMs) + KNOWN_AFTER_MS;
	const values = { names: unknown.join(', '), from: showTime(judgedFrom, nowMs) };
	return [say('names_wait', values, { ...about, judgedFrom })];
}

/** By halves; what is undecided when the calls are used up counts as one group. */
async function findUnknown(names: readonly string[], visit: Visit): Promise<readonly string[]> {
	let calls = 0;
	const search = async (part: readonly string[]): Promise<readonly string[]> => {
		calls += 1;
		if (await areKnown(part, visit)) return [];
		if (part.length === 1 || calls + 2 > MAX_HALVES + 1) return part;
		const middle = part.length >> 1;
		const first = await search(part.slice(0, middle));
		return [...first, ...(calls > MAX_HALVES ? part.slice(middle) : await search(part.slice(middle)))];
	};
	return names.length === 0 ? [] : search(names);
}

async function areKnown(names: readonly string[], visit: Visit): Promise<boolean> {
	const account = visit.account as AccountReader; // The check is made only if there is one.
	const { status, body } = await account.call(toInsightsCall(visit.ports.nowMs(), names), visit.signal);
	if (status === 200 && insightsAnswer.safeParse(parseJson(body)).success) return true;
	if (status === 400) return false;
	throw new AccountSilence('not_made_account_unclear', `${status} to /conversions/insights`);
}
