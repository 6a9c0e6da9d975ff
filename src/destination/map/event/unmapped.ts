/** Says why an event is not mapped: nothing that looks like a conversion is left out without a word. */

import { showName } from '../../primitives/show-name.js';
import { toEventKey } from '../../settings/conflicts.js';
import type { Settings } from '../../settings/settings.js';
import type { DescribeUnmapped, Unmapped } from '../paths/mapping.js';
import { DEFAULT_EVENTS } from './default-events.js';
import { suggestEvent } from './suggest-event.js';

/** Names are looked at once and remembered. More or longer ones than these are probably none. */
const MAX_REMEMBERED = 1000;
const MAX_LENGTH = 200;

/**
 * Compiles the words for events that neither `eventMapping` nor the default table names. What is said of them:
 *
 *   'Order Placed is not mapped. Did you mean Order Completed? Then add { "from": "Order Placed", "to": "order_created" } to eventMapping.'
 *   'Cart Viewed is not mapped. If it is a conversion, add a row to eventMapping.'
 *   'Quiz Ended is switched off by its row of eventMapping.'
 */
export function compileUnmapped({ eventMapping }: Settings): DescribeUnmapped {
	const switchedOff = new Set(eventMapping.flatMap(({ from, to }) => (to === 'skip' ? toEventKey(from) : [])));
	const remembered = new Map<string, Unmapped>();

	function describe(name: string, call: string): Unmapped {
		const shown = showName(name);
		if (switchedOff.has(toEventKey(name)) || (call !== 'track' && switchedOff.has(call))) {
			const detail = `${shown} is switched off by its row of eventMapping.`;
			return { name: shown, told: { detail }, isSwitchedOff: true };
		}
		return describeMissing(shown, suggestEvent(name));
	}

	return ({ type, event, name }) => {
		const call = String(type);
		const own = type === 'track' ? event : name;
		if (typeof own !== 'string' || own.trim() === '') return describe(`a ${call} call without a name`, call);
		const key = `${call} ${own}`;
		const known = remembered.get(key);
		if (known !== undefined) return known;
		const unmapped = describe(own, call);
		if (remembered.size >= MAX_REMEMBERED) remembered.clear();
		if (own.length <= MAX_LENGTH) remembered.set(key, unmapped);
		return unmapped;
	};
}

function describeMissing(name: string, suggestion: string | undefined): Unmapped {
	if (suggestion === undefined) {
		return { name, told: { detail: `${name} is not mapped. If it is a conversion, add a row to eventMapping.` } };
	}
	const to = DEFAULT_EVENTS.find(([known]) => known === suggestion)?.[1];
	const row = `{ "from": ${JSON.stringify(name)}, "to": "${to}" }`;
	const detail = `${name} is not mapped. Did you mean ${suggestion}? Then add ${row} to eventMapping.`;
	return { name, told: { detail, near: { meant: suggestion, row } } };
}
