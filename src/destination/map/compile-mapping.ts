/** Compiles settings for mapping, once per settings object. */

import { ITEM_PREFIX } from '../settings/field-names.js';
import { DEFAULT_AMOUNT_FROM, parseSettings, type Settings } from '../settings/settings.js';
import { compileClickParams, toReference } from './event/click.js';
import { compileEventTypes } from './event/event-type.js';
import { toSourceUrl } from './event/source-url.js';
import { compileUnmapped } from './event/unmapped.js';
import type { Mapping } from './paths/mapping.js';
import { DEFAULT_PATHS, EXAMPLE_PATH, GUEST_PATHS, ITEM_PATHS, OPPREF_URL_PATHS } from './paths/output-fields.js';
import { PathTable } from './paths/paths.js';
import { readPlace } from './paths/sources.js';
import { holdsAddress } from './personal-data/cut.js';
import { compileReaders } from './user/readers.js';

/** Compiles parsed settings. Whoever wants to see which places are read hands in tables that tell. */
export function compileMapping(
	settings: Settings,
	paths = new PathTable(settings.integrationName),
	itemPaths = new PathTable(settings.integrationName),
): Mapping {
	const overrides = new Map(Object.entries(settings.fieldMapping).map(([field, path]) => [field, [path].flat()]));
	const fields = compileFields(settings, overrides, paths);
	const ownAmounts = overrides.has('data.amount') ? fields['data.amount'] : undefined;
	return {
		settings,
		paths,
		resolveEventType: compileEventTypes(settings, paths),
		describeUnmapped: compileUnmapped(settings),
		fields,
		readers: compileReaders(settings, fields, paths),
		guestReaders: compileReaders(settings, withGuestPaths(fields, overrides, paths), paths),
		itemLists: isSwitchedOff(overrides, 'data.contents')
			? DEFAULT_PATHS['data.contents'].map(paths.addDefault)
			: fields['data.contents'],
		items: compileItems(overrides, itemPaths),
		itemPaths,
		pageName: (overrides.get(`${ITEM_PREFIX}name`) ?? ['title']).map(itemPaths.add),
		customData: [...overrides]
			.filter(([field]) => isCustomField(field))
			.map(([field, list]) => [field.slice('data.'.length), list.map(paths.add)] as const),
		id: settings.idFrom.map(paths.add),
		fallbackUrl: toSourceUrl(settings.sourceUrl.fallback, settings.sourceUrl),
		findClick: compileClickParams(settings.clickParams),
		parseObref: settings.personalData === 'remove' ? toSafeReference : toReference,
		opprefUrls: overrides.has('oppref') ? [] : OPPREF_URL_PATHS.map(paths.add),
		amounts: ownAmounts ?? compileAmounts(settings.amountFrom, paths),
		checkoutAmounts: ownAmounts ?? compileCheckoutAmounts(settings, paths),
		optOut: [settings.optOut.path ?? []].flat().map(paths.add),
		isTestEvent: compileTestEvents(settings, paths),
		isExample: compileExamples(paths),
		switchedOff: new Set([...overrides.keys()].filter((field) => isSwitchedOff(overrides, field))),
	};
}

const compiled = new WeakMap<object, Mapping>();

/**
 * The mapping of a settings object as a user wrote it, compiled on first use.
 * Do not change the settings afterwards: pass a new object instead.
 *
 * @throws SettingsError
 */
export function mappingOf(settings: object): Mapping {
	const known = compiled.get(settings);
	if (known !== undefined) return known;
	const mapping = compileMapping(parseSettings(settings));
	compiled.set(settings, mapping);
	return mapping;
}

function toSafeReference(value: unknown): string | undefined {
	const reference = toReference(value);
	return reference === undefined || holdsAddress(reference) ? undefined : reference;
}

type Amounts = Mapping['amounts'];
type Overrides = ReadonlyMap<string, readonly string[]>;

function isSwitchedOff(overrides: Overrides, field: string): boolean {
	return overrides.get(field)?.length === 0;
}

function compileFields(settings: Settings, overrides: Overrides, paths: PathTable): Mapping['fields'] {
	const entries = Object.entries(DEFAULT_PATHS).map(([field, defaults]) => {
		const configured = overrides.get(field) ?? (field === 'user.external_id' ? settings.externalIdFrom : undefined);
		return [field, configured?.map(paths.add) ?? defaults.map(paths.addDefault)];
	});
	return Object.fromEntries(entries); // The keys are those of DEFAULT_PATHS.
}

function withGuestPaths(fields: Mapping['fields'], overrides: Overrides, paths: PathTable): Mapping['fields'] {
	const guest = { ...fields };
	for (const [field, list] of Object.entries(GUEST_PATHS) as [keyof typeof GUEST_PATHS, readonly string[]][]) {
		if (!overrides.has(field)) guest[field] = [...fields[field], ...list.map(paths.add)];
	}
	return guest;
}

function compileItems(overrides: Overrides, paths: PathTable): Mapping['items'] {
	const entries = Object.entries(ITEM_PATHS).map(([name, defaults]) => [
		name,
		{ name, places: (overrides.get(ITEM_PREFIX + name) ?? defaults).map(paths.add) },
	]);
	return Object.fromEntries(entries); // The keys are those of ITEM_PATHS.
}

function isCustomField(field: string): boolean {
	return field.startsWith('data.') && !field.startsWith(ITEM_PREFIX) && !Object.hasOwn(DEFAULT_PATHS, field);
}

function compileAmounts(sources: readonly string[], paths: PathTable): Amounts {
	return sources.map((source) => (source === 'products' ? source : paths.add(`properties.${source}`)));
}

/** By default, the value of a checkout is what the buyer will pay, its revenue is without shipping and taxes. (Segment's spec, read 2026-11-22) */
const CHECKOUT_AMOUNT_FROM = ['total', 'value', 'revenue', ...DEFAULT_AMOUNT_FROM.slice(3)];

function compileCheckoutAmounts({ amountFrom }: Settings, paths: PathTable): Amounts {
	const isDefault = amountFrom.join() === DEFAULT_AMOUNT_FROM.join();
	return compileAmounts(isDefault ? CHECKOUT_AMOUNT_FROM : amountFrom, paths);
}

/** Whoever tries this package out must never have an order counted that nobody placed, whatever the settings. */
function compileExamples(paths: PathTable): Mapping['isExample'] {
	const place = paths.add(EXAMPLE_PATH);
	return (sources) => readPlace(sources, place) === true;
}

function compileTestEvents({ testEvents }: Settings, paths: PathTable): Mapping['isTestEvent'] {
	if (testEvents === undefined) return () => false;
	const place = paths.add(testEvents.path);
	const { equals } = testEvents;
	return (sources) => {
		const value = readPlace(sources, place);
		if (equals !== undefined) return value === equals;
		return value !== undefined && value !== null && value !== false && value !== '';
	};
}
