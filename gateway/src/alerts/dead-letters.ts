/** Many events of the last hour will never be delivered. */

import { plural } from '../operate/show.js';
import { sumLastHours } from './hour-counts.js';
import { OVER, type Rule } from './rule.js';
import { sayShare } from './say.js';

export const deadLetters: Rule = {
	severity: 'warning',
	overAfterMs: 0,
	judge({ name, nowMs, newLetters, reasons, hours }, { dead_letters: numbers }) {
		if (numbers === false) return OVER;
		const hour = sumLastHours(hours, nowMs, 1);
		// Letters hold what aged out while it waited, counts hold what was too broken to be kept. Most is in both, so they don't add up.
		const lost = Math.max(newLetters, Math.round(hour.discarded));
		const toSend = Math.round(hour.accepted) + lost;
		const threshold = Math.max(numbers.count, Math.ceil((toSend * numbers.percent) / 100));
		if (lost < threshold) return OVER;
		const cure = `Run \`openai-ads dead-letters --pixel ${name}\` to see why, mend the cause, then \`openai-ads replay --pixel ${name}\`.`;
		const why = Object.entries(reasons)
			.sort(([, one], [, other]) => other - one)
			.map(([reason]) => reason);
		const most = why[0] === undefined ? '' : ` Most are ${why[0]}.`;
		const what = lost === 1 ? 'event was' : 'events were';
		return {
			kind: 'firing',
			facts: {
				sinceMs: nowMs,
				text: `${name}: ${plural(lost, what, what)} lost within an hour, ${sayShare(lost / toSend)} of ${plural(toSend, 'event')}.${most} ${cure}`,
				value: lost,
				threshold,
				baseline: null,
				cure,
				detail: { lost, toSend, mostly: why[0] ?? null },
			},
		};
	},
	sayOver: (name) => `few events of ${name} are lost any more.`,
};
