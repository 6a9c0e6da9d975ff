/** Why an order may count twice: its id here is not the one it has in the pixel. */

import { type Place, readPlace } from '../map/paths/sources.js';
import { isRecord } from '../primitives/json.js';
import { isAbsent, toText } from '../primitives/text.js';
import { findUnread } from './find-unread.js';
import { keysOf, valueAt } from './raw-values.js';
import type { Found, Reason } from './reason.js';
import { isOrder, type ReasonCase } from './reason-case.js';
import type { Trace } from './trace.js';

const ORDER_ID_NAMES = /^(?:order|transaction|checkout|purchase)[-_ ]?(?:id|no|nr|number|key|ref)$/i;
const IDS_WITHIN = /^(?:id|number|name)$/i;
const ORDERS = /^(?:order|transaction|checkout|purchase)$/i;

export const DOUBLE_REASONS: readonly Reason[] = [
	{
		code: 'event_id_unused',
		sentence: 'properties.event_id is set, and idFrom does not name it: with the pixel, this {what} counts twice.',
		short: 'event_id not used',
		cure: 'Set idFrom: ["properties.event_id", "messageId"].',
		find: findUnusedId,
	},
	{
		code: 'id_elsewhere',
		sentence: 'id: `{first}` is empty, and `{path}` is not read: with the pixel, this order counts twice.',
		short: 'order id not read',
		cure: 'Name `{path}` in idFrom, before the others.',
		find: findIdElsewhere,
	},
	{
		code: 'id_elsewhere',
		sentence: 'id: `{first}` is empty, so this order has another id here than in the pixel, and counts twice.',
		short: 'order id empty',
		cure: 'Send `{first}`, the same as from the page.',
		find: findEmptyId,
	},
];

function findUnusedId(one: ReasonCase): Found | undefined {
	const { reading, draft } = one.trace;
	const { properties } = reading.event;
	const id = isRecord(properties) ? toText(properties['event_id']) : undefined;
	const isNamed = idPathsOf(one.trace).includes('properties.event_id');
	if (id === undefined || draft === undefined || draft.id === id || isNamed) return undefined;
	return { what: isOrder(one) ? 'order' : 'event' };
}

function findIdElsewhere(one: ReasonCase): Found | undefined {
	const empty = findEmptyId(one);
	if (empty === undefined) return undefined;
	const unread = findUnread(one, ORDER_ID_NAMES) ?? findIdWithin(one);
	return unread === undefined ? undefined : { ...empty, ...unread };
}

/** `properties.order.id` */
function findIdWithin({ notRead, trace }: ReasonCase): { readonly path: string } | undefined {
	for (const path of notRead.filter((each) => ORDERS.test(each.slice(each.lastIndexOf('.') + 1)))) {
		const key = keysOf(valueAt(trace.reading.event, path)).find((name) => IDS_WITHIN.test(name));
		if (key !== undefined) return { path: `${path}.${key}` };
	}
	return undefined;
}

/** The first place is the one that the pixel's id is expected at. */
function findEmptyId(one: ReasonCase): { readonly first: string } | undefined {
	const [place] = idPlacesOf(one.trace);
	const [first] = idPathsOf(one.trace);
	if (!isOrder(one) || place === undefined || first === undefined || first === 'messageId') return undefined;
	return isAbsent(readPlace(one.trace.reading.sources, place)) ? { first } : undefined;
}

/** Where the id of this event is looked for: its row's own places come first. */
function idPlacesOf({ reading, watched }: Trace): readonly Place[] {
	return [...(reading.target?.idPlaces ?? []), ...watched.mapping.id];
}

function idPathsOf(trace: Trace): readonly string[] {
	return idPlacesOf(trace).map((place) => trace.watched.paths.pathOf(place));
}
