/** Where the fields of items came from. */

import type { ContentDraft, DataDraft } from '../contract/conversion-event.js';
import { findItems } from '../map/data/contents.js';
import { mapItem } from '../map/data/item.js';
import { readPlace } from '../map/paths/sources.js';
import { hidePersonalData } from '../map/personal-data/hide.js';
import { isRecord, type UnknownRecord } from '../primitives/json.js';
import type { ItemFieldName } from '../settings/field-names.js';
import { ASSUMED, fromPath, type Origin } from './origin.js';
import { SOURCE_RULES } from './rule-words.js';
import type { Trace } from './trace.js';

/** An item as it came, and its path in the event. */
interface Source {
	readonly item: UnknownRecord;
	readonly path: string;
}

type Target = NonNullable<Trace['reading']['target']>;

/** What the origins of the fields of items are found by. */
export interface ItemSources {
	/** One for each item that is sent. */
	readonly sources: readonly Source[];
	/** The page itself is the item. */
	readonly isPage: boolean;
}

export function findItemSources(trace: Trace): ItemSources {
	const { watched, reading, draft } = trace;
	const sent = draft !== undefined && 'contents' in draft.data ? draft.data.contents : undefined;
	const { target } = reading;
	const sources = sent === undefined || target === undefined ? [] : listSources(trace, target, sent.length);
	const isPage =
		target !== undefined && findItems(reading.event, reading.sources, target.type, watched.mapping).length === 0;
	return { sources, isPage };
}

/** The origin of a field of the item that is sent at an index. */
export function findItemOrigin(index: number, field: string, { sources, isPage }: ItemSources, trace: Trace): Origin {
	const { watched } = trace;
	const path = `data.contents[${index}].${field}`;
	const source = sources[index];
	const { items, pageName } = watched.mapping;
	const places = isPage ? pageName : items[field as ItemFieldName].places; // A content has no other fields.
	const place = source === undefined ? undefined : watched.uses.winnerOf(source.item, places);
	if (source !== undefined && place !== undefined)
		return fromPath(join(source.path, watched.itemPaths.pathOf(place)), path);
	return { from: ASSUMED, rule: SOURCE_RULES.product.sentence };
}

function join(path: string, inItem: string): string {
	return inItem.startsWith('[') ? path + inItem : `${path}.${inItem}`;
}

function listSources(trace: Trace, target: Target, count: number): Source[] {
	const { watched, reading } = trace;
	const { event } = reading;
	const items = findItems(event, reading.sources, target.type, watched.mapping);
	// The page's title is its item, and lies in the properties as the fields of a flat product do.
	if (items.length === 0) return isRecord(event.properties) ? [{ item: event.properties, path: 'properties' }] : [];
	const sources = withPaths(trace, items);
	return sources.length === count ? sources : sources.filter((source) => isSent(source, target, trace));
}

function withPaths({ watched, reading }: Trace, items: readonly unknown[]): Source[] {
	const place = watched.uses.winnerOf(reading.event, watched.mapping.itemLists);
	const list = place === undefined ? 'properties' : watched.paths.pathOf(place);
	const isList = place !== undefined && Array.isArray(readPlace(reading.sources, place));
	const sources: Source[] = [];
	for (const [index, item] of items.entries())
		if (isRecord(item)) sources.push({ item, path: isList ? `${list}[${index}]` : list });
	return sources;
}

/** Maps the item once more, since the mapper does not tell which ones it left out. */
function isSent({ item }: Source, { type }: Target, { watched, draft, context }: Trace): boolean {
	const { mapping } = watched;
	const currency = draft !== undefined && 'currency' in draft.data ? draft.data.currency : undefined;
	const content = mapItem(item, 0, { type, currency, mapping, notes: [], isFlat: false });
	if (content === undefined) return false;
	return mapping.settings.personalData === 'send' || isLeft(content, context.sha256);
}

/** A text that is nothing but an address is taken out, and with it an item that has nothing else. */
function isLeft(content: ContentDraft, sha256: Trace['context']['sha256']): boolean {
	const data: DataDraft = { type: 'contents', contents: [content] };
	hidePersonalData({ id: '', type: 'order_created', timestamp_ms: 0, data }, { notes: [], sha256 });
	return data.contents !== undefined;
}
