/** What is posted of a change. */

import type { Alert, AlertBody, RuleName } from './alert.js';
import type { Observed } from './observed.js';
import type { Facts } from './rule.js';
import { RULES } from './rules.js';
import { sayDuration } from './say.js';

/** Which gateway says it. */
export interface Teller {
	/** The name of the machine. */
	readonly instance: string;
	/** Of the admin listener, if there is one: `http://127.0.0.1:8789` */
	readonly adminUrl: string | undefined;
}

export function composeFiring(
	rule: RuleName,
	{ name, pixelId, nowMs }: Observed,
	{ sinceMs, ...facts }: Facts,
	teller: Teller,
): AlertBody {
	const since = new Date(sinceMs).toISOString();
	return {
		text: facts.text,
		version: 1,
		id: `${rule}:${name.slice(0, 100)}:${since.slice(0, 19)}Z`,
		alert: rule,
		state: 'firing',
		severity: RULES[rule].severity,
		pixel: { name, pixelId },
		since,
		at: new Date(nowMs).toISOString(),
		endedAt: null,
		value: facts.value,
		threshold: facts.threshold,
		baseline: facts.baseline,
		cure: facts.cure,
		detail: facts.detail,
		...toOrigin(teller, name),
	};
}

/** The figures are those of its beginning. @param sentence without its first word's capital */
export function composeOver({ body, sinceMs }: Alert, sentence: string, nowMs: number, teller: Teller): AlertBody {
	const at = new Date(nowMs).toISOString();
	const text = `Over: ${sentence} It lasted ${sayDuration(nowMs - sinceMs)}.`;
	return { ...body, text, state: 'over', at, endedAt: at, cure: null, ...toOrigin(teller, body.pixel?.name) };
}

/** How many changes were not posted. */
export interface Rest {
	readonly firing: number;
	readonly over: number;
}

/** What one message says of all that were not posted. */
export function composeRest(
	rest: Rest,
	span: { fromMs: number; nowMs: number },
	max: number,
	teller: Teller,
): AlertBody {
	const since = new Date(span.fromMs).toISOString();
	const count = rest.firing + rest.over;
	const cure = 'Look at the alerts that last: `GET /api/alerts` of the admin listener lists them.';
	return {
		text: `${count} more alerts within an hour were not posted, since at most ${max} are: ${rest.firing} fired and ${rest.over} were over. ${cure}`,
		version: 1,
		id: `more_alerts::${since.slice(0, 19)}Z`,
		alert: 'more_alerts',
		state: 'firing',
		severity: 'warning',
		pixel: null,
		since,
		at: new Date(span.nowMs).toISOString(),
		endedAt: null,
		value: count,
		threshold: max,
		baseline: null,
		cure,
		detail: { ...rest },
		...toOrigin(teller, undefined),
	};
}

/** So that a receiver can be tried before anything is wrong. */
export function composeTest(nowMs: number, teller: Teller): AlertBody {
	const at = new Date(nowMs).toISOString();
	return {
		text: `This is a test: alerts of openai-ads on ${teller.instance} arrive here.`,
		version: 1,
		id: `test::${at.slice(0, 19)}Z`,
		alert: 'test',
		state: 'test',
		severity: 'warning',
		pixel: null,
		since: at,
		at,
		endedAt: null,
		value: null,
		threshold: null,
		baseline: null,
		cure: null,
		detail: {},
		...toOrigin(teller, undefined),
	};
}

function toOrigin({ instance, adminUrl }: Teller, pixel: string | undefined): Pick<AlertBody, 'instance' | 'url'> {
	const query = pixel === undefined ? '' : `?pixel=${encodeURIComponent(pixel)}`;
	return { instance, url: adminUrl === undefined ? null : `${adminUrl}/#/queue${query}` };
}
