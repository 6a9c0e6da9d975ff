/** OpenAI refuses a pixel's key, or everything of it: only probes go out. */

import { plural } from '../operate/show.js';
import type { Observed } from './observed.js';
import { BETWEEN, type Facts, OVER, type Rule } from './rule.js';
import { sayDay, sayTime } from './say.js';

const WRONG_KEY = 'Create a Conversions API key under Tools, Conversions.';

export const pixelHeld: Rule = {
	severity: 'critical',
	overAfterMs: 0,
	judge(observed, { pixel_held: numbers }, lasting) {
		const { nowMs, standing, acceptedMs = 0 } = observed;
		const { state, sinceMs = nowMs } = standing;
		if (state === 'holding' && numbers !== false && nowMs - sinceMs >= numbers.seconds * 1000) {
			return { kind: 'firing', facts: toFacts(observed, sinceMs) };
		}
		const isDelivering = state === 'sending' && acceptedMs > (lasting?.sinceMs ?? 0);
		return isDelivering ? OVER : BETWEEN;
	},
	sayOver: (name) => `${name} is sending again.`,
};

function toFacts({ name, standing, waiting, oldestDeadlineMs }: Observed, sinceMs: number): Facts {
	const { reason = '', requestId, httpStatus } = standing;
	const why = httpStatus === 401 ? 'OpenAI refuses its key (401).' : reason || 'OpenAI refuses all its events.';
	const cure = httpStatus === 401 ? WRONG_KEY : `Run \`openai-ads doctor\`: it says what to correct.`;
	const until = oldestDeadlineMs === undefined ? '' : `, the oldest until ${sayDay(oldestDeadlineMs)}`;
	const queue = `${plural(waiting, 'event')} ${waiting === 1 ? 'waits' : 'wait'}${until}.`;
	return {
		sinceMs,
		text: `${name} is held since ${sayTime(sinceMs)}: ${why} ${queue} ${cure}`,
		value: waiting,
		threshold: null,
		baseline: null,
		cure,
		detail: {
			httpStatus: httpStatus ?? null,
			requestId: requestId ?? null,
			waiting,
			oldestUntil: oldestDeadlineMs === undefined ? null : new Date(oldestDeadlineMs).toISOString(),
		},
	};
}
