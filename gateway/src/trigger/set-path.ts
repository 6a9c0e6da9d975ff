/** Puts a value of `--set` into an event. */

import { isRecord } from 'openai-ads-destination/internal';

/** A copy of the event with the value at its path. Lists are reached by number. */
export function withValue(target: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
	if (key === undefined) return value;
	if (Array.isArray(target) && /^\d{1,4}$/.test(key)) {
		return target.map((each, index) => (index === Number(key) ? withValue(each, rest, value) : each));
	}
	const own = isRecord(target) ? target : {};
	return { ...own, [key]: withValue(Object.hasOwn(own, key) ? own[key] : undefined, rest, value) };
}
