/** `reported`: what OpenAI reports of seven days beside what it accepted. Never judged as equal: reports lag, and start when a setting is attached. */

import { DAY_MS } from 'openai-ads-destination/internal';
import type { PixelSettings } from '../settings/pixel-settings.js';
import { countReported, insightsAnswer } from './account-answers.js';
import { type AccountReader, AccountSilence } from './account-reader.js';
import type { Visit } from './check.js';
import type { Finding } from './finding.js';
import { toInsightsCall } from './insights-call.js';
import { countBefore, findFirstAccepted, type Overview } from './overview.js';
import { say } from './say.js';
import { readWeek } from './sent-types.js';
import { showTime } from './show-time.js';

/** (product decision) */
const MIN_ATTRIBUTABLE = 100;
const OLD_MS = 2 * DAY_MS;

export async function checkReported(pixel: PixelSettings, visit: Visit): Promise<readonly Finding[]> {
	const week = await readWeek(pixel, visit);
	if (week === undefined || week.accepted === 0) return [say('reported_nothing_sent', {})];
	const account = visit.account as AccountReader; // The check is made only if there is one.
	const nowMs = visit.ports.nowMs();
	const reported = countReported(await account.read(toInsightsCall(nowMs), insightsAnswer, visit.signal));
	if (reported === undefined) throw new AccountSilence('not_made_account_unclear', 'no count in it');
	return [judge(week, reported, nowMs)];
}

function judge(week: Overview, reported: number, nowMs: number): Finding {
	const { accepted } = week;
	const { attributable } = countBefore(week, nowMs - OLD_MS);
	const evidence = { reported, accepted, attributable };
	if (reported > 0) return say('reported_shown', { reported, accepted }, { evidence });
	if (attributable >= MIN_ATTRIBUTABLE) return say('reported_none', { attributable }, { evidence });
	const judgedFrom = (findFirstAccepted(week) ?? nowMs) + OLD_MS;
	const isOver = judgedFrom <= nowMs;
	// Few events with a click may be reported late, or not at all: nothing can be said of them.
	if (isOver) return say('reported_shown', { reported, accepted }, { evidence });
	return say('reported_wait', { from: showTime(judgedFrom, nowMs) }, { evidence, judgedFrom });
}
