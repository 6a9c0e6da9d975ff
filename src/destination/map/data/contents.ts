/** The items of an event: products in a cart, in an order, on a page. A bad item costs a field or itself, never the event. */

import type { AnalyticsEvent } from '../../contract/analytics-event.js';
import type { ContentDraft } from '../../contract/conversion-event.js';
import type { EventType } from '../../contract/event-types.js';
import { isRecord, type UnknownRecord } from '../../primitives/json.js';
import { toText } from '../../primitives/text.js';
import type { EventInProgress } from '../event-in-progress.js';
import type { Mapping } from '../paths/mapping.js';
import { findFirst, readPlace, type Sources } from '../paths/sources.js';
import { mapItem } from './item.js';

/** Items beyond this number are left out. Our choice; OpenAI documents no limit. */
const MAX_ITEMS = 1000;

/** Event types whose spec puts the product's fields on the event itself. */
const FLAT_TYPES: ReadonlySet<EventType> = new Set<EventType>(['contents_viewed', 'items_added']);
/** Event types that may also do so, if they name a product. */
const PERHAPS_FLAT_TYPES: ReadonlySet<EventType> = new Set<EventType>(['checkout_started', 'order_created']);

/** Finds the items, not yet mapped: a list, one object, or the event's own product fields. Empty without any. */
export function findItems(
	{ properties }: AnalyticsEvent,
	sources: Sources,
	type: EventType,
	mapping: Mapping,
): readonly unknown[] {
	for (const place of mapping.itemLists) {
		const found = readPlace(sources, place);
		const items = isRecord(found) ? [found] : found;
		if (!Array.isArray(items) || items.length === 0) continue;
		sources.use(place);
		return items;
	}
	return isRecord(properties) && isFlatProduct(properties, type) ? [properties] : [];
}

function isFlatProduct(properties: UnknownRecord, type: EventType): boolean {
	if (FLAT_TYPES.has(type)) return true;
	return PERHAPS_FLAT_TYPES.has(type) && (properties['product_id'] ?? properties['sku']) !== undefined;
}

/** Maps the items to OpenAI's spelling; `undefined` if no item is left. `currency` is the event's, upper case. */
export function mapContents(
	items: readonly unknown[],
	type: EventType,
	currency: string | undefined,
	mapping: Mapping,
	{ event, notes }: EventInProgress,
): ContentDraft[] | undefined {
	if (items.length > MAX_ITEMS)
		notes.push({ path: 'data.contents', message: `${items.length} items, only the first ${MAX_ITEMS} are sent.` });
	const contents: ContentDraft[] = [];
	const context = { type, currency, mapping, notes, isFlat: items[0] === event.properties };
	for (let index = 0; index < items.length && index < MAX_ITEMS; index++) {
		const content = mapItem(items[index], index, context);
		if (content !== undefined) contents.push(content);
	}
	return contents.length === 0 ? undefined : contents;
}

/** Maps a page to one item, named after its title. */
export function mapPageContents({ properties }: AnalyticsEvent, mapping: Mapping): ContentDraft[] | undefined {
	if (!isRecord(properties)) return undefined;
	const name = findFirst(mapping.pageName, mapping.itemPaths.readSources(properties), toText);
	return name === undefined ? undefined : [{ name }];
}
