/** Compiles settings so that one can see, after an event was mapped, where each field came from. */

import { compileMapping } from '../map/compile-mapping.js';
import type { EventTarget, Mapping } from '../map/paths/mapping.js';
import type { Place } from '../map/paths/paths.js';
import type { ValueReader } from '../map/paths/values.js';
import { parseSettings, type Settings } from '../settings/settings.js';
import { Looks } from './looks.js';
import { WatchedTable } from './watched-table.js';

/** A mapping that maps as any other, and what it was seen to look at. */
export interface WatchedMapping {
	readonly mapping: Mapping;
	readonly paths: WatchedTable;
	readonly itemPaths: WatchedTable;
	readonly looks: Looks;
	/** Looked at just before the sum of the products is tried. */
	readonly beforeSum: Place;
}

const watched = new WeakMap<object, WatchedMapping>();

/** The watched mapping of a settings object, compiled on first use. @throws SettingsError */
export function watchedMappingOf(settings: object): WatchedMapping {
	const known = watched.get(settings);
	if (known !== undefined) return known;
	const mapping = watchMapping(parseSettings(settings));
	watched.set(settings, mapping);
	return mapping;
}

function watchMapping(settings: Settings): WatchedMapping {
	const looks = new Looks();
	const paths = new WatchedTable(settings.integrationName, looks);
	const itemPaths = new WatchedTable(settings.integrationName, looks);
	const plain = compileMapping(settings, paths, itemPaths);
	const ended = (places: readonly Place[]) => [...places, paths.addEmpty()];
	const endedItem = (places: readonly Place[]) => [...places, itemPaths.addEmpty()];
	const beforeSum = paths.addEmpty();
	const amounts = (sources: Mapping['amounts']) => [
		...sources.flatMap((source) => (source === 'products' ? [beforeSum, source] : [source])),
		paths.addEmpty(),
	];
	const fields = mapValues(plain.fields, ended);
	const mapping: Mapping = {
		...plain,
		fields,
		itemLists: plain.itemLists === plain.fields['data.contents'] ? fields['data.contents'] : ended(plain.itemLists),
		readers: mapValues(plain.readers, (reader) => watchReader(reader, looks)),
		guestReaders: mapValues(plain.guestReaders, (reader) => watchReader(reader, looks)),
		items: mapValues(plain.items, ({ name, places }) => ({ name, places: endedItem(places) })),
		pageName: endedItem(plain.pageName),
		id: ended(plain.id),
		opprefUrls: ended(plain.opprefUrls),
		amounts: amounts(plain.amounts),
		checkoutAmounts: amounts(plain.checkoutAmounts),
		optOut: ended(plain.optOut),
		resolveEventType: withEndedIds(plain.resolveEventType, ended),
	};
	return { mapping, paths, itemPaths, looks, beforeSum };
}

function mapValues<Key extends string, From, To>(
	record: Readonly<Record<Key, From>>,
	map: (value: From) => To,
): Record<Key, To> {
	const entries = (Object.entries(record) as [Key, From][]).map(([key, value]) => [key, map(value)]);
	return Object.fromEntries(entries); // The keys are those of the record.
}

/** Lists are read to their end, so a reader's places say nothing: it tells which values it could use. */
function watchReader(reader: ValueReader, looks: Looks): ValueReader {
	return {
		...reader,
		parse: (value) => {
			const normal = reader.parse(value);
			if (normal !== undefined) looks.use(reader.field, normal);
			return normal;
		},
	};
}

/** A row of `eventMapping` keeps its own list of places. */
function withEndedIds(
	resolve: Mapping['resolveEventType'],
	ended: (places: readonly Place[]) => readonly Place[],
): Mapping['resolveEventType'] {
	const targets = new Map<EventTarget, EventTarget>();
	return (event) => {
		const target = resolve(event);
		if (target?.idPlaces === undefined) return target;
		const known = targets.get(target);
		if (known !== undefined) return known;
		const withEnd = { ...target, idPlaces: ended(target.idPlaces) };
		targets.set(target, withEnd);
		return withEnd;
	};
}
