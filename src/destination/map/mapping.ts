/** Settings compiled for mapping: every path a function, every table a map. Built once for each settings object. */

import { parseSettings, type Settings } from '../settings.js';
import { compileEventTypes, type ResolveEventType } from './event-type.js';
import {
	DEFAULT_PATHS,
	type FieldName,
	GUEST_PATHS,
	ITEM_PATHS,
	ITEM_PREFIX,
	type ItemFieldName,
	OPPREF_URL_PATHS,
} from './output-fields.js';
import { compileDefaultPath, compilePath, type Getter } from './paths.js';

type FieldGetters = Readonly<Record<FieldName, readonly Getter[]>>;

export interface Mapping {
	readonly settings: Settings;
	readonly resolveEventType: ResolveEventType;
	/** Where each output field is read; empty for fields that are switched off or have no path of their own. */
	readonly fields: FieldGetters;
	/** The same for orders, checkouts, leads and registrations, where `properties.email` is the buyer's. */
	readonly guestFields: FieldGetters;
	readonly items: Readonly<Record<ItemFieldName, readonly Getter[]>>;
	/** Fields of custom events that `fieldMapping` names. */
	readonly customData: readonly (readonly [name: string, getters: readonly Getter[]])[];
	readonly id: readonly Getter[];
	/** Where the URL parameter is looked for; empty when `fieldMapping` says where oppref is. */
	readonly opprefUrls: readonly Getter[];
	/** Sources of the order amount; `products` is the sum of the items. */
	readonly amounts: readonly (Getter | 'products')[];
	readonly optOut: readonly Getter[];
	readonly isTestEvent: (event: unknown) => boolean;
	/** Fields that `fieldMapping` switched off with `[]`: not filled from a profile or a fallback either. */
	readonly off: ReadonlySet<string>;
}

/** Compiles parsed settings. */
export function compileMapping(settings: Settings): Mapping {
	const overrides = new Map(Object.entries(settings.fieldMapping).map(([field, path]) => [field, [path].flat()]));
	const fields = compileFields(settings, overrides);
	const custom = [...overrides].filter(([field]) => isCustomField(field));
	return {
		settings,
		resolveEventType: compileEventTypes(settings),
		fields,
		guestFields: withGuestPaths(fields, overrides),
		items: compileItems(overrides),
		customData: custom.map(([field, paths]) => [field.slice('data.'.length), paths.map(compilePath)] as const),
		id: settings.idFrom.map(compilePath),
		opprefUrls: overrides.has('oppref') ? [] : OPPREF_URL_PATHS.map(compilePath),
		amounts: compileAmounts(settings, fields['data.amount'], overrides.has('data.amount')),
		optOut: [settings.optOut.path ?? []].flat().map(compilePath),
		isTestEvent: compileTestEvents(settings),
		off: new Set([...overrides].filter(([, paths]) => paths.length === 0).map(([field]) => field)),
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

function compileFields(settings: Settings, overrides: Overrides): FieldGetters {
	const entries = Object.entries(DEFAULT_PATHS).map(([field, defaults]) => {
		const paths = overrides.get(field);
		if (paths !== undefined) return [field, paths.map(compilePath)];
		if (field === 'user.external_id') return [field, settings.externalIdFrom.map(compilePath)];
		return [field, defaults.map((path) => compileDefaultPath(path, settings.integrationName))];
	});
	return Object.fromEntries(entries); // The keys are those of DEFAULT_PATHS.
}

function withGuestPaths(fields: FieldGetters, overrides: Overrides): FieldGetters {
	const guest = { ...fields };
	for (const [field, paths] of Object.entries(GUEST_PATHS) as [keyof typeof GUEST_PATHS, readonly string[]][]) {
		if (!overrides.has(field)) guest[field] = [...fields[field], ...paths.map(compilePath)];
	}
	return guest;
}

function compileItems(overrides: Overrides): Mapping['items'] {
	const entries = Object.entries(ITEM_PATHS).map(([field, defaults]) => [
		field,
		(overrides.get(ITEM_PREFIX + field) ?? defaults).map(compilePath),
	]);
	return Object.fromEntries(entries); // The keys are those of ITEM_PATHS.
}

function isCustomField(field: string): boolean {
	return field.startsWith('data.') && !field.startsWith(ITEM_PREFIX) && !Object.hasOwn(DEFAULT_PATHS, field);
}

function compileAmounts(settings: Settings, override: readonly Getter[], isOverridden: boolean): Mapping['amounts'] {
	if (isOverridden) return override;
	return settings.amountFrom.map((source) => (source === 'products' ? source : compilePath(`properties.${source}`)));
}

function compileTestEvents({ testEvents }: Settings): (event: unknown) => boolean {
	if (testEvents === undefined) return () => false;
	const get = compilePath(testEvents.path);
	const { equals } = testEvents;
	return (event) => {
		const value = get(event);
		if (equals !== undefined) return value === equals;
		return value !== undefined && value !== null && value !== false && value !== '';
	};
}
