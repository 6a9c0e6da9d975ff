/** Far fewer accepted events than usual carry an ad click: a plugin is gone from a page, or a redirect drops the click. */

import { HOUR_MS } from '../queue/counts.js';
import { type Hours, sumLastHours, WEEK_HOURS } from './hour-counts.js';
import { BETWEEN, OVER, type Rule, UNKNOWN } from './rule.js';
import { sayShare } from './say.js';

/** What is usual is told from hours with so many accepted events, and only from so many hours. (product decision) */
const [MIN_IN_HOUR, MIN_HOURS] = [20, 48];
const CURE =
	'See what changed: is the browser plugin still loaded on every landing page, and does no redirect drop `oppref`?';

export const clickShare: Rule = {
	severity: 'warning',
	overAfterMs: HOUR_MS,
	judge({ name, nowMs, hours }, { click_share: numbers }, lasting) {
		if (numbers === false) return OVER;
		const last = sumLastHours(hours, nowMs, numbers.hours);
		const usual = findUsual(hours, nowMs, numbers.hours) ?? lasting?.body.baseline ?? undefined;
		if (last.accepted < numbers.minAccepted || usual === undefined) return UNKNOWN;
		const share = last.attributable / last.accepted;
		if (share > numbers.above * usual) return OVER;
		if (share >= numbers.below * usual) return BETWEEN;
		return {
			kind: 'firing',
			facts: {
				sinceMs: nowMs - numbers.hours * HOUR_MS,
				text: `${name}: ${sayShare(share)} of the events that OpenAI accepted in the last ${numbers.hours} h carry an ad click; usual is ${sayShare(usual)}. ${CURE}`,
				value: round(share),
				threshold: round(numbers.below * usual),
				baseline: round(usual),
				cure: CURE,
				detail: {
					accepted: Math.round(last.accepted),
					attributable: Math.round(last.attributable),
					hours: numbers.hours,
				},
			},
		};
	},
	sayOver: (name) => `the share of ${name}'s accepted events that carry an ad click is back near what is usual.`,
};

/** The median of the hours of seven days, without those that are judged; `undefined` if too few of them say anything. */
function findUsual(hours: Hours, nowMs: number, judged: number): number | undefined {
	const now = Math.floor(nowMs / HOUR_MS);
	const shares: number[] = [];
	for (let hour = now - WEEK_HOURS; hour < now - judged; hour++) {
		const { accepted, attributable } = hours.get(hour) ?? { accepted: 0, attributable: 0 };
		if (accepted >= MIN_IN_HOUR) shares.push(attributable / accepted);
	}
	return shares.length < MIN_HOURS ? undefined : toMedian(shares);
}

function toMedian(values: readonly number[]): number {
	const sorted = [...values].sort((one, other) => one - other);
	const middle = sorted.length >> 1;
	const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
	return (low + high) / 2;
}

function round(share: number): number {
	return Math.round(share * 1000) / 1000;
}
