/** Where RudderStack's calls have their properties and options: each call has several forms. */

import type { Foreign } from './foreign.js';

/**
 * For each method: the first and last position that properties or traits may have, and how many positions later the options
 * follow. (JavaScript SDK 3.34.1, read 2026-11-22)
 */
const PLACES: Readonly<Record<string, readonly [first: number, last: number, further: number]>> = {
	page: [0, 2, 1],
	track: [1, 1, 1],
	identify: [0, 1, 1],
	group: [0, 1, 1],
	alias: [1, 2, 0],
	load: [2, 2, 0],
};

/** The methods to wrap; `consent` only to read what the visitor agreed to. */
export const METHODS = [...Object.keys(PLACES), 'consent'];

/**
 * The arguments of a call with the event's additions in its options and properties; the same list if there are none.
 * A callback stays the last argument in every form of the call.
 */
export function enrichCall(method: string, args: Foreign[], enrich: (event: Foreign) => Foreign): unknown[] {
	const places = PLACES[method];
	if (!places) return args;
	const [first, last, further] = places;
	const callback = args.find((arg) => typeof arg === 'function');
	const given = callback ? args.slice(0, args.indexOf(callback)) : args;
	let place = first;
	// Null means "no id" in identify and group, and nothing in page. (SDK 3.34.1)
	while (place < last && !(typeof given[place] === 'object' && (given[place] || method !== 'page'))) place++;

	const optionsPlace = place + further;
	const options = typeof given[optionsPlace] === 'object' ? given[optionsPlace] : {};
	const event = {
		properties: method === 'track' || method === 'page' ? (given[place] ?? {}) : undefined,
		// Without integrations the SDK sends the event to all of them. Those of load() do not belong to an event.
		integrations: method === 'load' ? undefined : (options?.integrations ?? { All: true }),
		context: options?.context,
	};
	const next = enrich(event);
	if (next === event) return args;
	const result = Array.from({ length: optionsPlace }, (_, index) => given[index]);
	if (next.properties !== event.properties) result[place] = next.properties;
	const { context, integrations } = next;
	result.push({ ...options, context, ...(integrations !== event.integrations && { integrations }) });
	return callback ? [...result, callback] : result;
}
