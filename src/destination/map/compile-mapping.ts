/** Settings compiled for mapping: every path a place, every table a map. Built once for each settings object. */

import { MAX_VALUES_PER_LIST } from '../contract/limits.js';
import { parseSettings, type Settings } from '../settings/settings.js';
import { compileEventTypes, type ResolveEventType } from './event/event-type.js';
import { toSourceUrl } from './event/source-url.js';
import {
	DEFAULT_PATHS,
	type FieldName,
	GUEST_PATHS,
	ITEM_PATHS,
	ITEM_PREFIX,
	type ItemFieldName,
	OPPREF_URL_PATHS,
} from './paths/output-fields.js';
import { PathTable, type Place, readPlace, type Sources } from './paths/paths.js';
import type { ValueReader } from './paths/values.js';
import { toAlpha2 } from './user/country.js';
import {
	normaliseAdvertisingId,
	normaliseEmail,
	normaliseIp,
	normaliseName,
	normalisePhone,
	normalisePlace,
	normalisePostalCode,
	normaliseUserAgent,
	orHashed,
} from './user/normalise.js';

export interface Mapping {
	readonly settings: Settings;
	readonly paths: PathTable;
	readonly resolveEventType: ResolveEventType;
	/** Where each output field is read; empty for fields that are switched off or have no path of their own. */
	readonly fields: Readonly<Record<FieldName, readonly Place[]>>;
	/** How each field of `user` that has a normal form is read. */
	readonly readers: Readonly<Record<UserField, ValueReader>>;
	/** The same for orders, checkouts, leads and registrations, where `properties.email` is the buyer's. */
	readonly guestReaders: Readonly<Record<UserField, ValueReader>>;
	/** Lists of items; read for the order amount even when `data.contents` is switched off. */
	readonly itemLists: readonly Place[];
	/** Places in items; each item is read with a table of its own. */
	readonly items: Readonly<Record<ItemFieldName, readonly Place[]>>;
	readonly itemPaths: PathTable;
	/** Where the name of a page's one item is, in its `properties`. */
	readonly pageName: readonly Place[];
	/** Fields of custom events that `fieldMapping` names. */
	readonly customData: readonly (readonly [name: string, places: readonly Place[]])[];
	readonly id: readonly Place[];
	/** The setting `sourceUrl.fallback`, cut like every other URL. */
	readonly fallbackUrl: string | undefined;
	/** Where the URL parameter is looked for; empty when `fieldMapping` says where oppref is. */
	readonly opprefUrls: readonly Place[];
	/** Sources of the order amount; `products` is the sum of the items. */
	readonly amounts: readonly (Place | 'products')[];
	readonly optOut: readonly Place[];
	readonly isTestEvent: (sources: Sources) => boolean;
	/** Fields that `fieldMapping` switched off with `[]`: not filled from a profile or a fallback either. */
	readonly off: ReadonlySet<string>;
}

/** Compiles parsed settings. */
export function compileMapping(settings: Settings): Mapping {
	const overrides = new Map(Object.entries(settings.fieldMapping).map(([field, path]) => [field, [path].flat()]));
	const paths = new PathTable(settings.integrationName);
	const itemPaths = new PathTable(settings.integrationName);
	const fields = compileFields(settings, overrides, paths);
	return {
		settings,
		paths,
		resolveEventType: compileEventTypes(settings, paths),
		fields,
		readers: compileReaders(settings, fields),
		guestReaders: compileReaders(settings, withGuestPaths(fields, overrides, paths)),
		itemLists: isOff(overrides, 'data.contents')
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
		opprefUrls: overrides.has('oppref') ? [] : OPPREF_URL_PATHS.map(paths.add),
		amounts: overrides.has('data.amount') ? fields['data.amount'] : compileAmounts(settings, paths),
		optOut: [settings.optOut.path ?? []].flat().map(paths.add),
		isTestEvent: compileTestEvents(settings, paths),
		off: new Set([...overrides.keys()].filter((field) => isOff(overrides, field))),
	};
}

const compiled = new WeakMap<object, Mapping>();

/**
 * The mapping of a settings object as a user wrote it, compiled the first time it is seen.
 * Settings must not be changed afterwards: pass a new object instead.
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

type Overrides = ReadonlyMap<string, readonly string[]>;

function isOff(overrides: Overrides, field: string): boolean {
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

const PARSERS = {
	'user.email': normaliseEmail,
	'user.phone': normalisePhone,
	'user.first_name': normaliseName,
	'user.last_name': normaliseName,
	'user.region': normalisePlace,
	'user.city': normalisePlace,
	'user.postal_code': normalisePostalCode,
	'user.country': toAlpha2,
	'user.android_advertising_id': normaliseAdvertisingId,
	'user.ip_address': normaliseIp,
	'user.user_agent': normaliseUserAgent,
} as const satisfies Partial<Record<FieldName, unknown>>;

const HASHED = new Set(['user.email', 'user.phone', 'user.first_name', 'user.last_name']);

/** Fields of `user` whose values have a normal form. */
export type UserField = keyof typeof PARSERS;

function compileReaders({ defaultCallingCode }: Settings, fields: Mapping['fields']): Mapping['readers'] {
	const entries = Object.entries(PARSERS).map(([field, normalise]) => {
		const parse =
			normalise === normalisePhone ? (value: unknown) => normalisePhone(value, defaultCallingCode) : normalise;
		const reader: ValueReader = {
			field,
			places: fields[field as UserField],
			parse: HASHED.has(field) ? orHashed(parse) : parse,
			limit: MAX_VALUES_PER_LIST,
		};
		return [field, reader];
	});
	return Object.fromEntries(entries); // The keys are those of PARSERS.
}

function compileItems(overrides: Overrides, paths: PathTable): Mapping['items'] {
	const entries = Object.entries(ITEM_PATHS).map(([field, defaults]) => [
		field,
		(overrides.get(ITEM_PREFIX + field) ?? defaults).map(paths.add),
	]);
	return Object.fromEntries(entries); // The keys are those of ITEM_PATHS.
}

function isCustomField(field: string): boolean {
	return field.startsWith('data.') && !field.startsWith(ITEM_PREFIX) && !Object.hasOwn(DEFAULT_PATHS, field);
}

function compileAmounts(settings: Settings, paths: PathTable): Mapping['amounts'] {
	return settings.amountFrom.map((source) => (source === 'products' ? source : paths.add(`properties.${source}`)));
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
