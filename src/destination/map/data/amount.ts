/** The value of an event: the order's total, in the currency that the event names. */

import { exponentOf } from '../../contract/currencies.js';
import type { EventType } from '../../contract/event-types.js';
import { isRecord } from '../../primitives/json.js';
import { isAbsent } from '../../primitives/text.js';
import type { Notes } from '../note.js';
import type { Mapping } from '../paths/mapping.js';
import { findFirst, readPlace, type Sources } from '../paths/sources.js';
import { insteadOf } from '../unusable.js';
import { type Decimal, parseDecimal, sumToMinorUnits, toMinorUnits } from './money.js';

/** A currency that amounts can be given in, and whether it came from the event itself. */
export interface EventCurrency {
	readonly code: string;
	readonly isNamed: boolean;
}

const CURE = 'Send properties.currency or set defaultCurrency.';
/** Assumed for Product Added, as in the starter kit. (MetaRouter's OpenAI Ads CAPI page, read 2026-11-22) */
const ASSUMED_FOR_ITEMS_ADDED = 'USD';

/**
 * Finds the event's currency: its own, else the setting `defaultCurrency`. If the event names one that can't be read,
 * nothing replaces it: a price in an unknown currency can't be sent.
 */
export function findCurrency(
	sources: Sources,
	type: EventType,
	mapping: Mapping,
	notes: Notes,
): EventCurrency | undefined {
	if (mapping.switchedOff.has('data.currency')) return undefined;
	let isMisnamed = false;
	for (const place of mapping.fields['data.currency']) {
		const named = readPlace(sources, place);
		if (isAbsent(named)) continue;
		const code = toCurrency(named);
		if (code !== undefined) {
			sources.use(place);
			return { code, isNamed: true };
		}
		isMisnamed = true;
	}
	if (isMisnamed) {
		notes.push({
			path: 'data.currency',
			message: 'expected a current ISO 4217 code with a minor unit. Amounts are left out.',
		});
		return undefined;
	}
	if (mapping.settings.defaultCurrency !== undefined) return { code: mapping.settings.defaultCurrency, isNamed: false };
	if (type !== 'items_added') return undefined;
	notes.push({
		path: 'data.currency',
		message: `the event names no currency, ${ASSUMED_FOR_ITEMS_ADDED} assumed. ${CURE}`,
	});
	return { code: ASSUMED_FOR_ITEMS_ADDED, isNamed: true };
}

/** Note on a price in an unknown currency. */
export const NO_CURRENCY = `left out because its currency is unknown. ${CURE}`;

/** Finds the order-level value in minor units; `undefined`, with a note, if it can't be sent. */
export function mapAmount(
	sources: Sources,
	type: EventType,
	items: readonly unknown[],
	currency: string | undefined,
	mapping: Mapping,
	notes: Notes,
): number | undefined {
	for (const source of type === 'checkout_started' ? mapping.checkoutAmounts : mapping.amounts) {
		const isSum = source === 'products';
		if (isSum && type !== 'order_created') continue;
		const value = isSum ? items : readPlace(sources, source);
		if (isAbsent(value) || (isSum && !items.some((item) => hasPrice(item, mapping)))) continue;
		if (currency === undefined) {
			notes.push({ path: 'data.amount', message: NO_CURRENCY });
			return undefined;
		}
		const amount = isSum ? sumOfItems(items, currency, mapping) : toMinorUnits(value, currency);
		if (amount !== undefined) {
			if (!isSum) sources.use(source);
			return amount;
		}
		notes.push({
			path: 'data.amount',
			message: isSum
				? 'a sum needs a price and a plain quantity on every line, all in one currency. Passed over.'
				: `${insteadOf('a plain price such as 49.99', value)} Passed over.`,
		});
	}
	return undefined;
}

/** A currency code that amounts can be given in, upper case; `undefined` for everything else. */
export function toCurrency(value: unknown): string | undefined {
	const code = typeof value === 'string' ? value.trim().toUpperCase() : '';
	return exponentOf(code) === undefined ? undefined : code;
}

const ONE: Decimal = { digits: 1n, scale: 0 };

function hasPrice(item: unknown, { items, itemPaths }: Mapping): boolean {
	if (!isRecord(item)) return false;
	const sources = itemPaths.readSources(item);
	return items.amount.places.some((place) => !isAbsent(readPlace(sources, place)));
}

function sumOfItems(items: readonly unknown[], currency: string, mapping: Mapping): number | undefined {
	const lines: { price: Decimal; quantity: Decimal }[] = [];
	for (const item of items) {
		const line = isRecord(item) ? toLine(mapping.itemPaths.readSources(item), currency, mapping) : undefined;
		if (line === undefined) return undefined;
		lines.push(line);
	}
	return sumToMinorUnits(lines, currency);
}

function toLine(
	item: Sources,
	currency: string,
	{ items }: Mapping,
): { price: Decimal; quantity: Decimal } | undefined {
	const isNamed = items.currency.places.some((place) => !isAbsent(readPlace(item, place)));
	if (isNamed && findFirst(items.currency.places, item, toCurrency) !== currency) return undefined;
	const price = findFirst(items.amount.places, item, parseDecimal);
	const hasQuantity = items.quantity.places.some((place) => !isAbsent(readPlace(item, place)));
	const quantity = hasQuantity ? findFirst(items.quantity.places, item, parseDecimal) : ONE;
	return price === undefined || quantity === undefined ? undefined : { price, quantity };
}
