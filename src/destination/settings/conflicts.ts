/** The rules between settings, and inside those that a plain schema can't express. */

import { CURRENCY_CODES, exponentOf } from '../contract/currencies.js';
import { STANDARD_EVENT_TYPES } from '../contract/event-types.js';
import { CUSTOM_EVENT_NAME } from '../contract/limits.js';
import { isOrigin, splitHttpUrl } from '../primitives/http-url.js';
import { isFieldName } from './field-names.js';

interface Row {
	readonly from: string;
	readonly to: string;
	readonly customEventName?: string | undefined;
}

interface CheckedSettings {
	readonly eventMapping: readonly Row[];
	readonly fieldMapping: Readonly<Record<string, unknown>>;
	readonly defaultCurrency?: string | undefined;
	readonly sourceUrl: {
		readonly canonicalOrigin?: string | undefined;
		readonly fallback?: string | undefined;
	};
}

export interface Conflict {
	readonly at: readonly (string | number)[];
	readonly message: string;
}

/** Finds every broken rule; an empty list means that the settings hold together. */
export function findConflicts(settings: CheckedSettings): Conflict[] {
	return [
		...settings.eventMapping.flatMap((row, index) => nameConflicts(row, index)),
		...duplicateRows(settings.eventMapping),
		...unknownFields(settings.fieldMapping),
		...currencyConflicts(settings.defaultCurrency),
		...urlConflicts(settings.sourceUrl),
	];
}

/** The form in which event names are compared: without case and outer space. */
export function toEventKey(name: string): string {
	return name.trim().toLowerCase();
}

function nameConflicts({ to, customEventName }: Row, index: number): Conflict[] {
	const at = ['eventMapping', index, 'customEventName'];
	if (to !== 'custom') {
		return customEventName === undefined
			? []
			: [{ at, message: 'expected none, it belongs to rows with `to: "custom"`' }];
	}
	if (customEventName === undefined) return [{ at, message: 'required because `to` is "custom"' }];
	if (STANDARD_EVENT_TYPES.has(customEventName.toLowerCase()))
		return [{ at, message: 'expected a name that is no standard event type; use it as `to` instead' }];
	if (CUSTOM_EVENT_NAME.test(customEventName)) return [];
	return [{ at, message: 'expected 1 to 64 letters, digits, `_` or `-`, beginning and ending with a letter or digit' }];
}

function duplicateRows(rows: readonly Row[]): Conflict[] {
	const keys = rows.map((row) => toEventKey(row.from));
	return keys.flatMap((key, index) => {
		const first = keys.indexOf(key);
		if (first === index) return [];
		return [{ at: ['eventMapping', index, 'from'], message: `expected each event once, row ${first} has it already` }];
	});
}

function unknownFields(fieldMapping: Readonly<Record<string, unknown>>): Conflict[] {
	return Object.keys(fieldMapping)
		.filter((field) => !isFieldName(field))
		.map((field) => ({
			at: ['fieldMapping', field],
			message: 'expected an output field, docs/settings.md lists them all',
		}));
}

function currencyConflicts(code: string | undefined): Conflict[] {
	if (code === undefined || exponentOf(code) !== undefined) return [];
	const message = CURRENCY_CODES.has(code)
		? 'expected a currency with a minor unit'
		: 'expected a current ISO 4217 code';
	return [{ at: ['defaultCurrency'], message }];
}

function urlConflicts({ canonicalOrigin, fallback }: CheckedSettings['sourceUrl']): Conflict[] {
	const conflicts: Conflict[] = [];
	if (canonicalOrigin !== undefined && !isOrigin(canonicalOrigin))
		conflicts.push({
			at: ['sourceUrl', 'canonicalOrigin'],
			message: 'expected an origin such as https://shop.example',
		});
	if (fallback !== undefined && splitHttpUrl(fallback.trim()) === undefined)
		conflicts.push({ at: ['sourceUrl', 'fallback'], message: 'expected an http or https URL with a host' });
	return conflicts;
}
