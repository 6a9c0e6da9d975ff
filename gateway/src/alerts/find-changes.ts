/** What changes of the alerts at a moment: which begin, which are over. Pure. */

import type { AlertRules } from '../settings/alerts-schema.js';
import { type Alert, RULE_NAMES, type RuleName } from './alert.js';
import { composeFiring, composeOver, type Teller } from './compose-body.js';
import type { Observed } from './observed.js';
import { RULES } from './rules.js';

/** What was over fires again after this long at the earliest. (product decision) */
const QUIET_MS = 5 * 60_000;

export interface Moment {
	readonly nowMs: number;
	readonly rules: AlertRules;
	readonly teller: Teller;
}

/** Alerts as they are from now on. @param known those that last, and those that were over lately */
export function findChanges(observed: Observed, known: readonly Alert[], moment: Moment): readonly Alert[] {
	return RULE_NAMES.flatMap((rule) => {
		const own = known.filter((alert) => alert.rule === rule && alert.pixelId === observed.pixelId);
		const lasting = own.find(({ state }) => state === 'firing');
		if (moment.rules[rule] === false) return lasting === undefined ? [] : [endQuietly(lasting, moment.nowMs)];
		return lasting === undefined ? begin(rule, observed, own, moment) : goOn(lasting, rule, observed, moment);
	});
}

/** Those that last of pixels that are not there any more. @param orphans alerts of such pixels */
export function endOrphans(orphans: readonly Alert[], moment: Moment): readonly Alert[] {
	const lasting = orphans.filter(({ state }) => state === 'firing');
	return lasting.map((alert) => {
		const name = alert.body.pixel?.name ?? alert.pixelId;
		return end(alert, `${name} is not configured any more, and nothing of it waits.`, moment);
	});
}

function begin(rule: RuleName, observed: Observed, own: readonly Alert[], moment: Moment): readonly Alert[] {
	const endedMs = Math.max(0, ...own.map((alert) => alert.endedMs ?? 0));
	if (moment.nowMs - endedMs < QUIET_MS) return [];
	const judgement = RULES[rule].judge(observed, moment.rules, undefined);
	if (judgement.kind !== 'firing') return [];
	const { facts } = judgement;
	const body = composeFiring(rule, observed, facts, moment.teller);
	const { pixelId } = observed;
	return [{ id: body.id, rule, pixelId, state: 'firing', sinceMs: facts.sinceMs, body, isDue: true, posts: [] }];
}

function goOn(lasting: Alert, rule: RuleName, observed: Observed, moment: Moment): readonly Alert[] {
	const { overAfterMs, judge, sayOver } = RULES[rule];
	const { kind } = judge(observed, moment.rules, lasting);
	const { recoveredMs = moment.nowMs, ...unrecovered } = lasting;
	if (kind === 'unknown') return [];
	if (kind !== 'over') return lasting.recoveredMs === undefined ? [] : [unrecovered];
	if (moment.nowMs - recoveredMs >= overAfterMs) return [end(lasting, sayOver(observed.name), moment)];
	return lasting.recoveredMs === undefined ? [{ ...lasting, recoveredMs }] : [];
}

function end({ notPosted: _, ...alert }: Alert, sentence: string, { nowMs, teller }: Moment): Alert {
	const body = composeOver(alert, sentence, nowMs, teller);
	return { ...alert, state: 'over', endedMs: nowMs, body, isDue: true };
}

/** Its rule was switched off: nobody wants to know. */
function endQuietly(alert: Alert, endedMs: number): Alert {
	return { ...alert, state: 'over', endedMs, isDue: false };
}
