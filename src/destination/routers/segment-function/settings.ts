/** Turns the settings of Segment's form (flat texts, switches, lists and text maps) into those of the library. */

import type { DeliverySettings } from '../../deliver/create-delivery.js';
import { requireCredentials } from '../../deliver/require-credentials.js';
import { isRecord, parseJson, type UnknownRecord } from '../../primitives/json.js';
import { isAbsent } from '../../primitives/text.js';
import { parseSettings } from '../../settings/settings.js';
import { SettingsError } from '../../settings/settings-error.js';

/** The settings, or what is wrong with them, for the person who filled in the form. */
export type UiSettings =
	| { readonly settings: DeliverySettings; readonly problem?: never }
	| { readonly problem: string };

/**
 * Reads the form. A field left blank means the default. `integrations/segment/settings.json` lists the fields.
 *
 *   readUiSettings({ apiKey, pixelId, eventMapping: { 'Order Paid': 'order_created', 'Quote': 'custom:quote' }, idFrom: [] })
 *
 * Never throws. An unknown name is a problem: a mistyped `consentCategories` must not let events pass.
 */
export function readUiSettings(form: unknown): UiSettings {
	try {
		return { settings: requireCredentials(parseSettings(toSettings(form))) };
	} catch (error) {
		if (!(error instanceof SettingsError)) return { problem: 'settings: expected readable values.' };
		return { problem: error.problems.map(inWordsOfForm).join(' ') };
	}
}

/** For each field of the form, the setting that its value becomes. The value is not blank. */
const FIELDS: Readonly<Record<string, (value: unknown) => UnknownRecord>> = {
	apiKey: (apiKey) => ({ apiKey }),
	pixelId: (pixelId) => ({ pixelId }),
	eventMapping: (map) => ({ eventMapping: toRows(map) }),
	unmappedEvents: (unmappedEvents) => ({ unmappedEvents }),
	idFrom: (list) => ({ idFrom: toList(list) }),
	defaultCurrency: (defaultCurrency) => ({ defaultCurrency }),
	amountFrom: (list) => ({ amountFrom: toList(list) }),
	fieldMapping: (map) => ({ fieldMapping: toPaths(map) }),
	keepQuery: (list) => ({ sourceUrl: { keepQuery: toList(list) } }),
	consentCategories: (list) => ({ consent: { requireCategories: toList(list) } }),
	requireIdentifier: (list) => ({ requireIdentifier: toEventTypes(list) }),
	defaultCallingCode: (defaultCallingCode) => ({ defaultCallingCode }),
	integrationName: (integrationName) => ({ integrationName }),
	apiVersion: (apiVersion) => ({ apiVersion }),
	validateOnly: (answer) => ({ validateOnly: toBoolean(answer) }),
};
const MORE_SETTINGS = 'moreSettings';

/** Names of the form's fields. */
export const UI_SETTING_NAMES: readonly string[] = [...Object.keys(FIELDS), MORE_SETTINGS];

function toSettings(form: unknown): UnknownRecord {
	if (!isRecord(form)) throw new SettingsError(['settings: expected an object.']);
	refuse(
		Object.keys(form).filter((name) => !UI_SETTING_NAMES.includes(name)),
		(name) => `settings.${name}: unknown setting. ${ADVICE}`,
	);
	const filled = Object.entries(FIELDS)
		.filter(([name]) => !isBlank(form[name]))
		.map(([name, toSetting]) => toSetting(trimmed(form[name])));
	const fields: UnknownRecord = Object.assign({}, ...filled);
	const more = toObject(form[MORE_SETTINGS]);
	refuse(
		Object.keys(more).filter((name) => name !== 'sourceUrl' && Object.hasOwn(fields, name)),
		(name) => `settings.${MORE_SETTINGS}: ${name} has a field of its own in the form. Set it in one place only.`,
	);
	return { ...more, ...fields, ...bothUrlRules(more['sourceUrl'], fields['sourceUrl']) };
}

/** Joins the field `keepQuery` with the other rules for URLs, which have no field. */
function bothUrlRules(more: unknown, field: unknown): UnknownRecord {
	return isRecord(more) && isRecord(field) ? { sourceUrl: { ...more, ...field } } : {};
}

function refuse(names: readonly string[], toProblem: (name: string) => string): void {
	if (names.length > 0) throw new SettingsError(names.map(toProblem));
}

const ADVICE = 'Remove it or correct its name; docs/segment.md lists them all.';

function inWordsOfForm(problem: string): string {
	return problem
		.replace('settings.consent.requireCategories', 'settings.consentCategories')
		.replace('settings.sourceUrl.keepQuery', 'settings.keepQuery');
}

function isBlank(value: unknown): boolean {
	if (isAbsent(value)) return true;
	if (Array.isArray(value)) return value.every(isBlank);
	return isRecord(value) && Object.keys(value).length === 0;
}

function trimmed(value: unknown): unknown {
	return typeof value === 'string' ? value.trim() : value;
}

/** A list without its blank lines, or a text with commas, if that is the type that was chosen for the field. */
function toList(value: unknown): unknown {
	const list = typeof value === 'string' ? value.split(',') : value;
	return Array.isArray(list) ? list.filter((line) => !isBlank(line)).map(trimmed) : list;
}

/** `Order Paid` to `order_created`, `skip` or `custom:its_name`. */
function toRows(map: unknown): unknown {
	if (!isRecord(map)) return map;
	return Object.entries(map).map(([from, target]) => {
		const to = trimmed(target);
		if (typeof to !== 'string' || !to.startsWith('custom:')) return { from, to };
		return { from, to: 'custom', customEventName: to.slice('custom:'.length).trim() };
	});
}

/** `user.email` to a path, several separated by commas, or `off`. */
function toPaths(map: unknown): unknown {
	if (!isRecord(map)) return map;
	return Object.fromEntries(
		Object.entries(map).map(([field, paths]) => [field.trim(), trimmed(paths) === 'off' ? [] : toList(paths)]),
	);
}

function toEventTypes(value: unknown): unknown {
	const types = toList(value);
	return Array.isArray(types) && types.length === 1 && types[0] === 'all' ? true : types;
}

function toBoolean(value: unknown): unknown {
	return value === 'true' || (value === 'false' ? false : value);
}

function toObject(json: unknown): UnknownRecord {
	if (isBlank(json)) return {};
	const parsed = typeof json === 'string' ? parseJson(json) : json;
	if (isRecord(parsed)) return parsed;
	throw new SettingsError([
		`settings.${MORE_SETTINGS}: expected a JSON object such as {"optOut": {"stripUser": true}}, got something else.`,
	]);
}
