/** Events that wait will soon be too old for OpenAI. */

import { plural } from '../operate/show.js';
import { OVER, type Rule } from './rule.js';
import { sayDay } from './say.js';

const CURE = 'Run `openai-ads doctor`: it says why they are not sent.';

export const nearExpiry: Rule = {
	severity: 'critical',
	overAfterMs: 0,
	judge({ name, nowMs, expiring, waiting, oldestDeadlineMs }, { near_expiry: numbers }) {
		if (expiring === 0 || numbers === false) return OVER;
		const until = oldestDeadlineMs === undefined ? '' : `, the first at ${sayDay(oldestDeadlineMs)} UTC`;
		const what = expiring === 1 ? 'event of its queue is' : 'events of its queue are';
		const text = `${name}: ${plural(expiring, what, what)} too old for OpenAI in less than ${numbers.hours} h${until}, and then lost for it. ${CURE}`;
		return {
			kind: 'firing',
			facts: {
				sinceMs: nowMs,
				text,
				value: expiring,
				threshold: 0,
				baseline: null,
				cure: CURE,
				detail: {
					expiring,
					waiting,
					oldestUntil: oldestDeadlineMs === undefined ? null : new Date(oldestDeadlineMs).toISOString(),
				},
			},
		};
	},
	sayOver: (name) => `no event of ${name} is about to be too old any more.`,
};
