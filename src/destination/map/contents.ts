/** The items of an event: products in a cart, an order, on a page. A bad item loses a field or itself, never the event. */

import { type AnalyticsEvent, isRecord, type UnknownRecord } from '../contract/analytics-event.js';
import type { ContentDraft } from '../contract/conversion-event.js';
import { CURRENCY_CODES } from '../contract/currencies.js';
import type { EventType } from '../contract/event-types.js';
import type { Mapping } from './mapping.js';
import { toMinorUnits } from './money.js';
import { kindOf, type Notes } from './note.js';
import { findFirst } from './paths.js';
import { toText } from './text.js';

/** More items than this are cut off. Our choice; OpenAI documents no limit. */
const MAX_ITEMS = 1000;
const MAX_VARIANTS = 20;
const MAX_VARIANT_LENGTH = 200;
const PRODUCT_TYPES: ReadonlySet<EventType> = new Set<EventType>([
	'contents_viewed',
	'items_added',
	'checkout_started',
	'order_created',
]);
/** Their spec puts the product's fields on the event itself. */
const FLAT_TYPES: ReadonlySet<EventType> = new Set<EventType>(['contents_viewed', 'items_added']);

/** The items as they came: a list, one object, or the event's own product fields. Empty if there are none. */
export function findItems(event: AnalyticsEvent, type: EventType, mapping: Mapping): readonly unknown[] {
	for (const getter of mapping.fields['data.contents']) {
		const found = getter(event);
		if (Array.isArray(found) && found.length > 0) return found;
		if (isRecord(found)) return [found];
	}
	const isOff = mapping.off.has('data.contents');
	return !isOff && isRecord(event.properties) && isFlatProduct(event.properties, type) ? [event.properties] : [];
}

function isFlatProduct(properties: UnknownRecord, type: EventType): boolean {
	if (FLAT_TYPES.has(type)) return true;
	return PRODUCT_TYPES.has(type) && (properties['product_id'] ?? properties['sku']) !== undefined;
}

/** Maps the items to OpenAI's spelling; `undefined` if none is left. `currency` is the event's, upper case. */
export function mapContents(
	items: readonly unknown[],
	type: EventType,
	currency: string | undefined,
	mapping: Mapping,
	notes: Notes,
): ContentDraft[] | undefined {
	if (items.length > MAX_ITEMS)
		notes.push({ path: 'data.contents', message: `${items.length} items, the first ${MAX_ITEMS} are sent.` });
	const contents: ContentDraft[] = [];
	for (let index = 0; index < items.length && index < MAX_ITEMS; index++) {
		const content = mapItem(items[index], index, { type, currency, mapping, notes });
		if (content !== undefined) contents.push(content);
	}
	return contents.length === 0 ? undefined : contents;
}

/** A page is one item named after its title. */
export function mapPageContents(event: AnalyticsEvent, mapping: Mapping): ContentDraft[] | undefined {
	if (mapping.off.has('data.contents') || !isRecord(event.properties)) return undefined;
	const name = toText(event.properties['title']);
	return name === undefined ? undefined : [{ name }];
}

interface ItemContext {
	readonly type: EventType;
	readonly currency: string | undefined;
	readonly mapping: Mapping;
	readonly notes: Notes;
}

function mapItem(item: unknown, index: number, context: ItemContext): ContentDraft | undefined {
	const { mapping, notes } = context;
	const path = `data.contents[${index}]`;
	if (!isRecord(item)) {
		notes.push({ path, message: `expected an object, got ${kindOf(item)}. Left out.` });
		return undefined;
	}
	const content: ContentDraft = {};
	const read = <T>(field: keyof Mapping['items'], parse: (value: unknown) => T | undefined) =>
		findFirst(mapping.items[field], item, (value) => {
			const parsed = parse(value);
			if (parsed === undefined)
				notes.push({
					path: `${path}.${field}`,
					message: `expected a usable value, got ${kindOf(value)} that is none. Left out.`,
				});
			return parsed;
		});

	const id = read('id', toText);
	if (id !== undefined) content.id = id;
	const groupId = read('group_id', toText);
	if (groupId !== undefined) content.group_id = groupId;
	const name = read('name', toText);
	if (name !== undefined) content.name = name;
	const quantity = read('quantity', toInteger);
	if (quantity !== undefined) content.quantity = quantity;
	addPrice(content, read, context);
	const variants = read('variant_dict', toVariants);
	if (variants !== undefined) content.variant_dict = variants;

	const contentType = read('content_type', toText);
	if (contentType === undefined && Object.keys(content).length === 0) return undefined;
	if (contentType !== undefined) content.content_type = contentType;
	else if (PRODUCT_TYPES.has(context.type) && !mapping.off.has('data.contents[].content_type'))
		content.content_type = 'product';
	return content;
}

type ReadField = <T>(field: keyof Mapping['items'], parse: (value: unknown) => T | undefined) => T | undefined;

/** The unit price, in the item's own currency or the event's. */
function addPrice(content: ContentDraft, read: ReadField, { currency }: ItemContext): void {
	const own = read('currency', toCurrency);
	const itemCurrency = own ?? currency;
	if (itemCurrency === undefined) return;
	const amount = read('amount', (price) => toMinorUnits(price, itemCurrency));
	if (amount === undefined) return;
	content.amount = amount;
	if (itemCurrency !== currency) content.currency = itemCurrency;
}

function toCurrency(value: unknown): string | undefined {
	const code = typeof value === 'string' ? value.trim().toUpperCase() : '';
	return CURRENCY_CODES.has(code) ? code : undefined;
}

function toInteger(value: unknown): number | undefined {
	const number = typeof value === 'string' && /^\s*\d{1,15}(?:\.0*)?\s*$/.test(value) ? Number(value) : value;
	return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

function toVariants(value: unknown): Record<string, string> | undefined {
	if (!isRecord(value)) return undefined;
	const variants = Object.entries(value)
		.slice(0, MAX_VARIANTS)
		.map(([key, member]) => [toText(key, MAX_VARIANT_LENGTH), toVariantText(member)] as const)
		.filter(
			(entry): entry is readonly [string, string] =>
				entry[0] !== undefined && entry[0] !== '__proto__' && entry[1] !== undefined,
		);
	return variants.length === 0 ? undefined : Object.fromEntries(variants);
}

function toVariantText(value: unknown): string | undefined {
	return typeof value === 'boolean' ? String(value) : toText(value, MAX_VARIANT_LENGTH);
}
