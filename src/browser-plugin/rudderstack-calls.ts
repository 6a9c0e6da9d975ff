/** Where RudderStack's calls carry their properties and options: each has several forms. */

import type { AnalyticsEvent } from './enrich.js';

/**
 * For each method: the first place where an object may stand, the last one, and how many places further on the options are.
 * Two on for those with properties or traits in between. (JavaScript SDK 3.34.1, read 2026-11-22)
 */
const PLACES: Readonly<Record<string, readonly [first: number, last: number, further: number]>> = {
	page: [0, 2, 1],
	track: [1, 1, 1],
	identify: [0, 1, 1],
	group: [0, 1, 1],
	alias: [1, 2, 0],
	load: [2, 2, 0],
};

function isObject(value: unknown): boolean {
	return !!value && typeof value === 'object';
}

/** The methods that are wrapped; `consent` only to read what the visitor agreed to. */
export const METHODS = [...Object.keys(PLACES), 'consent'];

/**
 * The arguments of a call with the event's additions in its options and properties; the same list if there are none.
 * A callback stays the last argument, whichever form the call had.
 */
export function enrichCall(
	method: string,
	args: unknown[],
	enrich: (event: AnalyticsEvent) => AnalyticsEvent,
): unknown[] {
	const places = PLACES[method];
	if (!places) return args;
	const [first, last, further] = places;
	const callback = args.find((arg) => typeof arg === 'function');
	const given = callback ? args.slice(0, args.indexOf(callback)) : args;
	let place = first;
	// Null stands for "no id" in identify and group, and for nothing in page. (SDK 3.34.1)
	while (place < last && !(isObject(given[place]) || (given[place] === null && method !== 'page'))) place++;

	const options = given[place + further];
	const own: any = isObject(options) ? options : {};
	const properties = method === 'track' || method === 'page' ? (given[place] ?? {}) : undefined;
	const event = { properties, context: own['context'], integrations: own['integrations'] };
	const next = enrich(event);
	if (next === event) return args;

	const result = Array.from({ length: place + further }, (_, index) => given[index]);
	if (next['properties'] !== properties) result[place] = next['properties'];
	const added = { ...own, context: next['context'] };
	result.push(next['integrations'] ? { ...added, integrations: next['integrations'] } : added);
	return callback ? [...result, callback] : result;
}
