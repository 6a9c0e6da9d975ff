/** Compiles settings so that one can see, after an event was mapped, where each field came from. */

import { compileMapping } from '../map/compile-mapping.js';
import type { Mapping } from '../map/paths/mapping.js';
import { parseSettings, type Settings } from '../settings/settings.js';
import { Uses } from './uses.js';
import { WatchedTable } from './watched-table.js';

/** A mapping that maps as any other, and what it was seen to use. */
export interface WatchedMapping {
	readonly mapping: Mapping;
	readonly paths: WatchedTable;
	readonly itemPaths: WatchedTable;
	readonly uses: Uses;
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
	const uses = new Uses();
	const paths = new WatchedTable(settings.integrationName, uses);
	const itemPaths = new WatchedTable(settings.integrationName, uses);
	return { mapping: compileMapping(settings, paths, itemPaths), paths, itemPaths, uses };
}
