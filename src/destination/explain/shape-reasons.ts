/** What is in the wrong place or of the wrong shape as a whole: it explains what else is missing, so it is told first. */

import { isRecord, ownField } from '../primitives/json.js';
import { keysOf, listNodes } from './raw-values.js';
import type { Found, Reason } from './reason.js';
import type { ReasonCase } from './reason-case.js';

const IN_LISTS = ['products', 'items', 'contents'];
/** What only an order has: of several kinds, an object holds one. */
const KINDS = [
	/^(?:total|value|revenue|amount|subtotal|total_price)$/i,
	/^currency/i,
	/^(?:products|items|contents|line_items)$/i,
	/^(?:order|transaction)_?(?:id|number)$/i,
];
const MIN_KINDS = 2;
/** Where a sender puts what belongs into `properties`. */
const OUTER = ['data', 'payload', 'body', 'attributes', 'params', 'ecommerce'];

export const SHAPE_REASONS: readonly Reason[] = [
	{
		code: 'not_an_object',
		isRoot: true,
		sentence: '`{path}` is {kind}, not an object: nothing in it is read.',
		short: 'no object',
		cure: 'Send it as an object, not as JSON within a text.',
		find: findTextForObject,
	},
	{
		code: 'not_a_list',
		isRoot: true,
		sentence: '`{path}` is a text, not a list: no product is read.',
		short: 'no product list',
		cure: 'Send it as a list, not as JSON within a text.',
		find: (one) => findList(one, isText),
	},
	{
		code: 'not_a_list',
		isRoot: true,
		sentence: '`{path}` is an object of products, not a list: none of them is read.',
		short: 'no product list',
		cure: 'Send its values as a list.',
		find: (one) => findList(one, isObjectOfObjects),
	},
	{
		code: 'not_a_list',
		isRoot: true,
		sentence: '`{path}` is a list of texts, not of objects: no product is read.',
		short: 'no product objects',
		cure: 'Send each as an object, such as { "product_id": "a1", "price": 49.99 }.',
		find: (one) => findList(one, isListOfTexts),
	},
	{
		code: 'wrapped',
		isRoot: true,
		sentence: '`{path}` holds what belongs into `properties`: nothing in it is read.',
		short: 'properties wrapped',
		cure: 'Send what is in it as `properties`, without `{key}` around it.',
		find: findWrapped,
	},
];

const isText = (value: unknown) => typeof value === 'string';
const isListOfTexts = (value: unknown) => Array.isArray(value) && value.length > 0 && value.every(isText);

/** True if what should be the list of products is none, of which nothing else needs to be said. */
export function lacksList(one: ReasonCase): boolean {
	return findList(one, (value) => isText(value) || isObjectOfObjects(value) || isListOfTexts(value)) !== undefined;
}

/** The object around an order's own fields, where the event has none of them itself. */
export function findWrapped({ trace: { reading, draft }, notRead }: ReasonCase): Found | undefined {
	const { event, target } = reading;
	if (draft === undefined || target?.type === 'page_viewed' || 'amount' in draft.data) return undefined;
	const { properties } = event;
	const inner = keysOf(properties).find(
		(key) => notRead.includes(`properties.${key}`) && holdsOrder(ownField(properties, key)),
	);
	if (inner !== undefined) return { path: `properties.${inner}`, key: inner };
	const outer = OUTER.find((key) => holdsOrder(ownField(event, key)));
	return outer === undefined ? undefined : { path: outer, key: outer };
}

function holdsOrder(value: unknown): boolean {
	const keys = keysOf(value);
	return KINDS.filter((kind) => keys.some((key) => kind.test(key))).length >= MIN_KINDS;
}

function findTextForObject(one: ReasonCase): Found | undefined {
	const found = listNodes(one).find(([, node]) => typeof node === 'string' || Array.isArray(node));
	return found === undefined ? undefined : { path: found[0], kind: Array.isArray(found[1]) ? 'an array' : 'a text' };
}

function findList({ trace: { reading } }: ReasonCase, isMeant: (value: unknown) => boolean): Found | undefined {
	const { properties } = reading.event;
	const key = isRecord(properties) ? IN_LISTS.find((name) => isMeant(properties[name])) : undefined;
	return key === undefined ? undefined : { path: `properties.${key}` };
}

/** One product as an object is read; one of several, by number or by id, is not. */
function isObjectOfObjects(value: unknown): boolean {
	const values = isRecord(value) ? Object.values(value) : [];
	return values.length > 0 && values.every(isRecord);
}
