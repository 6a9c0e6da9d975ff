/** Maps one product from the router's spelling to OpenAI's. */

import type { ContentDraft } from '../../contract/conversion-event.js';
import type { EventType } from '../../contract/event-types.js';
import { isRecord } from '../../primitives/json.js';
import { isAbsent, toText } from '../../primitives/text.js';
import type { ItemFieldName } from '../../settings/field-names.js';
import { kindOf, type Notes } from '../note.js';
import type { ItemField, Mapping } from '../paths/mapping.js';
import { readPlace, type Sources } from '../paths/sources.js';
import { unusable } from '../unusable.js';
import { NO_CURRENCY, toCurrency } from './amount.js';
import { toMinorUnits } from './money.js';

/** The part of its event that an item needs. */
export interface ItemContext {
	readonly type: EventType;
	/** The event's currency, upper case. */
	readonly currency: string | undefined;
	readonly mapping: Mapping;
	readonly notes: Notes;
	/** True if the item is the event's own `properties`. */
	readonly isFlat: boolean;
}

/** `toText` takes a length as its second argument, but readers pass a currency. */
const asText = (value: unknown) => toText(value);

/** Event types whose items are products unless the item says otherwise. */
export const PRODUCT_TYPES: ReadonlySet<EventType> = new Set<EventType>([
	'contents_viewed',
	'items_added',
	'checkout_started',
	'order_created',
]);

/** Maps one item; `undefined`, with a note, if none of its fields can be sent. */
export function mapItem(item: unknown, index: number, context: ItemContext): ContentDraft | undefined {
	if (!isRecord(item)) {
		context.notes.push({
			path: `data.contents[${index}]`,
			message: `expected an object, got ${kindOf(item)}. Left out.`,
		});
		return undefined;
	}
	const { items, itemPaths } = context.mapping;
	const reader = new ItemReader(itemPaths.readSources(item), index, context);
	const content: ContentDraft = {};
	const id = reader.read(items.id, asText);
	if (id !== undefined) content.id = id;
	const groupId = reader.read(items.group_id, asText);
	if (groupId !== undefined) content.group_id = groupId;
	const name = reader.read(items.name, asText);
	if (name !== undefined) content.name = name;
	const quantity = reader.read(items.quantity, toQuantity);
	if (quantity !== undefined) content.quantity = quantity;
	addPrice(content, reader, context);
	const variants = reader.read(items.variant_dict, toVariants);
	if (variants !== undefined) content.variant_dict = variants;
	return withContentType(content, reader, context);
}

/** Reads the fields of one item, and notes those that can't be used. */
class ItemReader {
	readonly #sources: Sources;
	readonly #index: number;
	readonly #context: ItemContext;

	constructor(sources: Sources, index: number, context: ItemContext) {
		this.#sources = sources;
		this.#index = index;
		this.#context = context;
	}

	/** Reads the first value of a field that `parse` accepts. */
	read<T>(
		{ name, places }: ItemField,
		parse: (value: unknown, currency: string) => T | undefined,
		currency = '',
	): T | undefined {
		for (const place of places) {
			const value = this.#sources.byPlace[place];
			if (value === undefined || value === null) continue;
			const parsed = parse(value, currency);
			if (parsed === undefined) this.#note(name, unusable(name, value));
			else {
				this.#sources.use(place);
				return parsed;
			}
		}
		return undefined;
	}

	/** True if the item has a value for the field, other than a blank text. */
	has({ places }: ItemField): boolean {
		for (const place of places) if (!isAbsent(readPlace(this.#sources, place))) return true;
		return false;
	}

	/** Notes an item of a list none of whose fields is known; an event's own properties need not be one. */
	noteUnknown(): void {
		const { notes, isFlat } = this.#context;
		if (!isFlat) notes.push({ path: `data.contents[${this.#index}]`, message: 'has no field that is read. Left out.' });
	}

	noteNoCurrency(): void {
		if (this.has(this.#context.mapping.items.amount)) this.#note('amount', NO_CURRENCY);
	}

	#note(field: ItemFieldName, message: string): void {
		this.#context.notes.push({ path: `data.contents[${this.#index}].${field}`, message });
	}
}

/** An item with no other field than the content type "product" is left out. */
function withContentType(
	content: ContentDraft,
	reader: ItemReader,
	{ type, mapping }: ItemContext,
): ContentDraft | undefined {
	const contentType = reader.read(mapping.items.content_type, asText);
	if (contentType !== undefined) {
		content.content_type = contentType;
		return content;
	}
	for (const _ in content) {
		if (PRODUCT_TYPES.has(type) && !mapping.switchedOff.has('data.contents[].content_type'))
			content.content_type = 'product';
		return content;
	}
	reader.noteUnknown();
	return undefined;
}

/** The unit price, in the item's own currency or the event's. */
function addPrice(content: ContentDraft, reader: ItemReader, { currency: eventCurrency, mapping }: ItemContext): void {
	const { items } = mapping;
	const own = reader.read(items.currency, toCurrency);
	// A price in a currency that can't be read must not be sent, least of all in another currency.
	if (own === undefined && reader.has(items.currency)) return;
	const currency = own ?? eventCurrency;
	if (currency === undefined) {
		reader.noteNoCurrency();
		return;
	}
	const amount = reader.read(items.amount, toMinorUnits, currency);
	if (amount === undefined) return;
	content.amount = amount;
	if (currency !== eventCurrency) content.currency = currency;
}

/** Longer texts are not read as quantities. Our choice. */
const MAX_NUMBER_LENGTH = 40;
const WHOLE_NUMBER = /^\s*\d{1,15}(?:\.0*)?\s*$/;

function toQuantity(value: unknown): number | undefined {
	const isText = typeof value === 'string' && value.length <= MAX_NUMBER_LENGTH;
	const quantity = isText && WHOLE_NUMBER.test(value) ? Number(value) : value;
	// Adding 0 turns -0 into 0, as JSON would.
	return typeof quantity === 'number' && Number.isSafeInteger(quantity) && quantity >= 0 ? quantity + 0 : undefined;
}

const MAX_VARIANTS = 20;
const MAX_VARIANT_LENGTH = 200;

/** Reads variants as texts; the first twenty valid ones count. */
function toVariants(value: unknown): Record<string, string> | undefined {
	if (!isRecord(value)) return undefined;
	const variants: Record<string, string> = {};
	let left = MAX_VARIANTS;
	for (const [key, member] of Object.entries(value)) {
		const name = toText(key, MAX_VARIANT_LENGTH);
		const text = typeof member === 'boolean' ? String(member) : toText(member, MAX_VARIANT_LENGTH);
		if (name === undefined || name === '__proto__' || text === undefined) continue;
		variants[name] = text;
		if (--left === 0) break;
	}
	for (const _ in variants) return variants;
	return undefined;
}
