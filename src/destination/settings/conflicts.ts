/** The rules between settings, and those within a setting that a plain schema can't express. */

import type { FieldProblem } from '../contract/cross-field-rules.js';
import { CURRENCY_CODES, exponentOf } from '../contract/currencies.js';
import { findNameProblem, STANDARD_NAME } from '../contract/custom-event-name.js';
import { isOrigin, splitHttpUrl } from '../primitives/http-url.js';
import { isFieldName } from './field-names.js';

interface Row {
	readonly from: string;
	readonly to: string;
	readonly customEventName?: string | undefined;
	readonly idFrom?: Paths | undefined;
	readonly deduplicationKey?: Paths | undefined;
}

type Paths = string | readonly string[];

interface CheckedSettings {
	readonly pixelId?: string | undefined;
	readonly eventMapping: readonly Row[];
	readonly fieldMapping: Readonly<Record<string, unknown>>;
	readonly defaultCurrency?: string | undefined;
	readonly sourceUrl: {
		readonly canonicalOrigin?: string | undefined;
		readonly fallback?: string | undefined;
	};
}

/** Finds every broken rule; an empty list means that the settings fit together. */
export function findConflicts(settings: CheckedSettings): FieldProblem[] {
	return [
		...pixelConflicts(settings.pixelId),
		...settings.eventMapping.flatMap((row, index) => [...nameConflicts(row, index), ...idConflicts(row, index)]),
		...duplicateRows(settings.eventMapping),
		...unknownFields(settings.fieldMapping),
		...currencyConflicts(settings.defaultCurrency),
		...urlConflicts(settings.sourceUrl),
	];
}

/** Longer names are compared as they are. Our choice; real ones have 30 characters. */
const MAX_COMPARED_NAME = 200;

/**
 * The form in which event names are compared: lower case, without spaces, `_`, `-` and `.`.
 *
 *   toEventKey('Order Completed')  // 'ordercompleted', like order_completed and OrderCompleted
 *   toEventKey('---')              // '---': a name of nothing else stays
 */
export function toEventKey(name: string): string {
	if (name.length > MAX_COMPARED_NAME) return name;
	const lowerCased = name.toLowerCase();
	return lowerCased.replace(/[\s_.-]+/g, '') || lowerCased;
}

/** How ids of other kinds begin, and what they are of. Ads Manager shows them all. */
const OTHER_IDS: readonly (readonly [prefix: string, kind: string])[] = [
	['clidsrc_', 'a data source'],
	['cds_', 'a data source'],
	['ces_', 'a conversion event'],
	['adacct_', 'an ad account'],
	['cmpn_', 'a campaign'],
];

function pixelConflicts(pixelId = ''): FieldProblem[] {
	const other = OTHER_IDS.find(([prefix]) => pixelId.startsWith(prefix));
	if (other === undefined) return [];
	const message = `expected a pixel ID, which Ads Manager shows below the data source's name; this is the id of ${other[1]}`;
	return [{ path: ['pixelId'], message }];
}

/** RudderStack's name for `idFrom` may stand in its place, but not contradict it. */
function idConflicts({ idFrom, deduplicationKey }: Row, index: number): FieldProblem[] {
	if (idFrom === undefined || deduplicationKey === undefined) return [];
	if ([idFrom].flat().join('\n') === [deduplicationKey].flat().join('\n')) return [];
	const message = 'expected none, or the same as idFrom: it is another name for it';
	return [{ path: ['eventMapping', index, 'deduplicationKey'], message }];
}

function nameConflicts({ to, customEventName }: Row, index: number): FieldProblem[] {
	const path = ['eventMapping', index, 'customEventName'];
	if (to !== 'custom') {
		return customEventName === undefined
			? []
			: [{ path, message: 'expected none, only rows with `to: "custom"` have one' }];
	}
	if (customEventName === undefined) return [{ path, message: 'required because `to` is "custom"' }];
	const message = findNameProblem(customEventName);
	if (message === undefined) return [];
	return [{ path, message: message === STANDARD_NAME ? `${message}; use it as \`to\` instead` : message }];
}

function duplicateRows(rows: readonly Row[]): FieldProblem[] {
	const rowOf = new Map<string, number>();
	return rows.flatMap(({ from }, index) => {
		const key = toEventKey(from);
		const first = rowOf.get(key);
		if (first !== undefined) {
			const message = `expected each event once, row ${first} has it already as ${JSON.stringify(rows[first]?.from)}`;
			return [{ path: ['eventMapping', index, 'from'], message }];
		}
		rowOf.set(key, index);
		return [];
	});
}

function unknownFields(fieldMapping: Readonly<Record<string, unknown>>): FieldProblem[] {
	return Object.keys(fieldMapping)
		.filter((field) => !isFieldName(field))
		.map((field) => ({
			path: ['fieldMapping', field],
			message: 'expected an output field, docs/settings.md lists them all',
		}));
}

function currencyConflicts(code: string | undefined): FieldProblem[] {
	if (code === undefined || exponentOf(code) !== undefined) return [];
	const message = CURRENCY_CODES.has(code)
		? 'expected a currency with a minor unit'
		: 'expected a current ISO 4217 code';
	return [{ path: ['defaultCurrency'], message }];
}

function urlConflicts({ canonicalOrigin, fallback }: CheckedSettings['sourceUrl']): FieldProblem[] {
	const conflicts: FieldProblem[] = [];
	if (canonicalOrigin !== undefined && !isOrigin(canonicalOrigin))
		conflicts.push({
			path: ['sourceUrl', 'canonicalOrigin'],
			message: 'expected an origin such as https://shop.example',
		});
	if (fallback !== undefined && splitHttpUrl(fallback.trim()) === undefined)
		conflicts.push({ path: ['sourceUrl', 'fallback'], message: 'expected an http or https URL with a host' });
	return conflicts;
}
