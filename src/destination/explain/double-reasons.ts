/** Why an order may count twice: its id here is not the one it has in the pixel. */

import { readPlace } from '../map/paths/paths.js';
import { isRecord } from '../primitives/json.js';
import { isAbsent, toText } from '../primitives/text.js';
import { findUnread } from './find-unread.js';
import { keysOf, valueAt } from './raw-values.js';
import type { Found, Reason } from './reason.js';
import { isOrder, type ReasonCase } from './reason-case.js';

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
	const { reading, draft, watched } = one.trace;
	const { properties } = reading.event;
	const id = isRecord(properties) ? toText(properties['event_id']) : undefined;
	const isNamed = watched.mapping.settings.idFrom.includes('properties.event_id');
	if (id === undefined || draft === undefined || draft.id === id || isNamed) return undefined;
	return { what: isOrder(one) ? 'order' : 'event' };
}

function findIdElsewhere(one: ReasonCase): Found | undefined {
	const { reading, watched } = one.trace;
	const { id, settings } = watched.mapping;
	const [first = ''] = settings.idFrom;
	if (!isOrder(one) || first === 'messageId' || id[0] === undefined || !isAbsent(readPlace(reading.sources, id[0])))
		return undefined;
	const unread = findUnread(one, ORDER_ID_NAMES) ?? findIdWithin(one);
	return unread === undefined ? undefined : { first, ...unread };
}

/** `properties.order.id` */
function findIdWithin({ notRead, trace }: ReasonCase): { readonly path: string } | undefined {
	for (const path of notRead.filter((each) => ORDERS.test(each.slice(each.lastIndexOf('.') + 1)))) {
		const key = keysOf(valueAt(trace.reading.event, path)).find((name) => IDS_WITHIN.test(name));
		if (key !== undefined) return { path: `${path}.${key}` };
	}
	return undefined;
}

function findEmptyId(one: ReasonCase): Found | undefined {
	const { reading, watched } = one.trace;
	const { id, settings } = watched.mapping;
	const [first = ''] = settings.idFrom;
	const isEmpty = id[0] !== undefined && isAbsent(readPlace(reading.sources, id[0]));
	return isOrder(one) && first !== 'messageId' && isEmpty ? { first } : undefined;
}
