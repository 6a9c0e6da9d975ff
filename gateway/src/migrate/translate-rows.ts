/** Translates RudderStack's event mapping: their rows, and what they do with events that have none. Pure. */

import { defaultEventNames, toEventKey, type UnknownRecord } from 'openai-ads-destination/internal';
import { translateRow } from './translate-row.js';
import type { Verdict } from './verdict.js';

/** Rows of a mapping. The library takes no more. */
const MAX_ROWS = 1000;

export interface TranslatedRows {
	readonly rows: readonly UnknownRecord[];
	readonly verdicts: readonly Verdict[];
}

/** @param keepsDefaults whether events are to be sent that are mapped here without a row, and not there */
export function translateRows(input: unknown, keepsDefaults: boolean): TranslatedRows {
	const list = Array.isArray(input) ? input : [];
	const rows = new Map<string, UnknownRecord>();
	const verdicts: Verdict[] = [];
	for (const [index, row] of list.slice(0, MAX_ROWS / 2).entries()) {
		const what = `eventMapping[${index}]`;
		const translated = translateRow(row, what);
		const key = toEventKey(String(translated.row?.['from'] ?? ''));
		const twin = translated.row && rows.get(key);
		if (translated.row !== undefined && twin === undefined) rows.set(key, translated.row);
		verdicts.push(twin === undefined ? translated.verdict : { what, fate: 'not', why: sayTwin(twin) });
	}
	if (list.length > MAX_ROWS / 2) verdicts.push(sayTooMany(list.length));
	const own = [...rows.values()];
	const skipped = keepsDefaults ? [] : defaultEventNames().filter((name) => !rows.has(toEventKey(name)));
	return {
		rows: [...own, { from: 'screen', to: 'page_viewed' }, ...skipped.map((from) => ({ from, to: 'skip' }))],
		verdicts: [...verdicts, ...sayUnmapped(skipped, keepsDefaults)],
	};
}

function sayTwin(twin: UnknownRecord): string {
	return `Here the name is the same as that of the row for ${JSON.stringify(twin['from'])}: case, spaces, \`_\`, \`-\` and \`.\` don't matter. That row counts.`;
}

function sayTooMany(count: number): Verdict {
	const why = `There are ${count} rows; the first ${MAX_ROWS / 2} are translated. Split the destination.`;
	return { what: 'eventMapping', fate: 'not', why };
}

function sayUnmapped(skipped: readonly string[], keepsDefaults: boolean): Verdict[] {
	const table: Verdict = keepsDefaults
		? {
				what: 'events without a row',
				fate: 'not',
				why: 'There they are not sent; here Order Completed and the other names of the default table are.',
			}
		: {
				what: 'events without a row',
				fate: 'kept',
				why: `There they are not sent. Here ${skipped.length} rows with \`skip\` see to that, or an order that goes by two names would count twice. Leave them out with --with-defaults, or one by one.`,
			};
	return [
		table,
		{
			what: "OpenAI's own names",
			fate: 'same',
			why: '`order_created` and its like need no row, there as here. Here other spellings are taken too, such as Trial Started; there they are not sent.',
		},
		{
			what: 'page calls',
			fate: 'same',
			why: 'They are `page_viewed`, there as here. A page that bears the name of a standard event is `page_viewed` here, that event there.',
		},
		{ what: 'screen calls', fate: 'kept', why: 'There they are `page_viewed`. Here a row says so.' },
	];
}
