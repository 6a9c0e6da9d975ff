/** What stands in an order where an amount is read, or next to it. No value leaves this file: only its place and kind. */

import { findItems } from '../map/data/contents.js';
import { type Place, readPlace } from '../map/paths/sources.js';
import { isRecord } from '../primitives/json.js';
import { isAbsent } from '../primitives/text.js';
import { findUnread } from './find-unread.js';
import { isPlainKey, keysOf } from './raw-values.js';
import type { Found } from './reason.js';
import { isOrder, type ReasonCase } from './reason-case.js';

const TOTAL_NAMES =
	/^(?:(?:grand|order|cart|net|gross)[-_ ]?)?(?:total|amount|value|sum|price)(?:[-_ ]?(?:price|amount|value|paid))?$/i;
const CENTS_NAMES =
	/^(?:[a-z]{1,20}[-_ ]?)?(?:total|amount|value|price|revenue)[-_ ]?(?:in[-_ ]?)?(?:cents|minor(?:[-_ ]?units?)?)$/i;
const PRICE_NAMES = /^(?:(?:unit|item|net|gross|sale|final)[-_ ]?(?:price|cost|amount)|cost|amount|value)$/i;
const CURRENCY_NAMES = /^(?:(?:presentment|order|shop|store)[-_ ]?)?currency(?:[-_ ]?(?:code|iso))?$/i;
const LIST_NAMES = /^(?:(?:line|cart|order|basket)[-_ ]?items?|cart|basket|articles|skus)$/i;
/** Digits with a comma, or with separators of thousands. */
const LOCALISED = /^[\d\s.,'\u2019]+$/;
const NEGATIVE = /^\s*[-\u2212]\s*\d/;

/** The places where the amount is read, but for the sum of the products, and what stands there. */
function amountsOf({ trace: { reading, watched } }: ReasonCase): readonly (readonly [place: Place, value: unknown])[] {
	const places = watched.mapping.amounts.filter((source) => source !== 'products');
	return places
		.map((place) => [place, readPlace(reading.sources, place)] as const)
		.filter(([, value]) => !isAbsent(value));
}

export function isNegative(one: ReasonCase): boolean {
	return amountsOf(one).some(
		([, value]) => (typeof value === 'number' && value < 0) || (typeof value === 'string' && NEGATIVE.test(value)),
	);
}

export function isLocalised(one: ReasonCase): boolean {
	return amountsOf(one).some(([, value]) => typeof value === 'string' && LOCALISED.test(value) && /\d/.test(value));
}

/** An amount that is an object, such as Shopify's, and the number in it. */
export function findMoneyObject(one: ReasonCase): Found | undefined {
	const [place, value] = amountsOf(one).find(([, each]) => isRecord(each)) ?? [];
	const path = place === undefined ? '' : one.trace.watched.paths.pathOf(place);
	const key = keysOf(value).find((name) => TOTAL_NAMES.test(name)) ?? 'amount';
	return path === '' ? undefined : { path, name: `${withoutRoot(path)}.${key}` };
}

const withoutRoot = (path: string) => path.replace(/^properties\./, '');

export function findTotal(one: ReasonCase): Found | undefined {
	return inProperties(findUnread(one, TOTAL_NAMES)?.path);
}

export function findCents(one: ReasonCase): Found | undefined {
	return inProperties(findUnread(one, CENTS_NAMES)?.path);
}

function inProperties(path: string | undefined): Found | undefined {
	return path?.startsWith('properties.') ? { path, name: withoutRoot(path) } : undefined;
}

/** A currency that nothing reads: in the properties, in the context, or of each product alone. */
export function findCurrency(one: ReasonCase): Found | undefined {
	const unread = findUnread(one, CURRENCY_NAMES);
	if (unread !== undefined) return unread;
	const { context } = one.trace.reading.event;
	const key = keysOf(context).find((name) => CURRENCY_NAMES.test(name));
	return key === undefined ? undefined : { path: `context.${key}` };
}

export function hasCurrencyInItems(one: ReasonCase): boolean {
	return keysOf(itemsOf(one)[0]).some((name) => CURRENCY_NAMES.test(name));
}

export function findPrice(one: ReasonCase): Found | undefined {
	const { reading, draft } = one.trace;
	const contents = draft !== undefined && 'contents' in draft.data ? draft.data.contents : undefined;
	if (contents === undefined || contents.some(({ amount }) => amount !== undefined)) return undefined;
	const [item] = itemsOf(one);
	const key = item === reading.event.properties ? undefined : keysOf(item).find((name) => PRICE_NAMES.test(name));
	return key === undefined ? undefined : { key };
}

/** A list of products under a name that nothing reads. */
export function findProducts(one: ReasonCase): Found | undefined {
	const { reading } = one.trace;
	const { properties } = reading.event;
	if (!isOrder(one) || !isRecord(properties) || itemsOf(one).length > 0) return undefined;
	const key = Object.keys(properties).find(
		(name) => isPlainKey(name) && LIST_NAMES.test(name) && Array.isArray(properties[name]),
	);
	return key === undefined ? undefined : { path: `properties.${key}` };
}

function itemsOf({ trace: { reading, watched } }: ReasonCase): readonly unknown[] {
	const { event, sources, target } = reading;
	return target === undefined ? [] : findItems(event, sources, target.type, watched.mapping);
}
