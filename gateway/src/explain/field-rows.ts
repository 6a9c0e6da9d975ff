/** The rows of the table of fields: some of them, or all. */

import type { Explanation } from 'openai-ads-destination';
import { shortRule } from 'openai-ads-destination/internal';
import { money } from '../terminal/sentences.js';

export interface FieldRow {
	readonly path: string;
	readonly value: string;
	readonly from: string;
}

/** More need `--all`. Our choice. */
const MAX_ROWS = 8;
const FIRST = /^(?:id|type|source_url|oppref|user\.email.*|data\.amount|data\.contents\[0\])$/;
const LAST = /^(?:timestamp_ms|action_source|data\.type|data\.currency)$/;
const ITEM = /^(data\.contents\[\d+\])\.(\w+)$/;

/** All rows in the order in which they are sent, or the most telling ones; `left` counts the others. */
export function listRows({ fields }: Explanation, isAll: boolean): { rows: FieldRow[]; left: number } {
	const currency = fields.find(({ path }) => path === 'data.currency')?.value;
	const shown = fields.map(({ path, value, from, rule }) => {
		const short = shortRule(rule);
		return {
			path,
			value: path === 'data.amount' ? withMoney(value, currency) : value,
			from: short === undefined ? from : `${from} (${short})`,
		};
	});
	if (isAll) return { rows: shown, left: 0 };
	const folded = foldItems(shown);
	const best = folded.toSorted((one, other) => rank(one) - rank(other)).slice(0, MAX_ROWS);
	return { rows: folded.filter((row) => best.includes(row)), left: folded.length - best.length };
}

function rank({ path }: FieldRow): number {
	if (FIRST.test(path)) return 0;
	return LAST.test(path) ? 2 : 1;
}

/** `12999 = 129.99 USD` */
function withMoney(minor: string, currency: string | undefined): string {
	const whole = /^\d+$/.test(minor) ? money({ amount: Number(minor), currency }) : '';
	return whole === '' ? minor : `${minor} = ${whole}`;
}

/** One row for each item, with the names of its fields. */
function foldItems(rows: readonly FieldRow[]): FieldRow[] {
	const folded = new Map<string, FieldRow>();
	for (const row of rows) {
		const [, path, field] = ITEM.exec(row.path) ?? [];
		if (path === undefined || field === undefined) {
			folded.set(row.path, row);
			continue;
		}
		const known = folded.get(path);
		const from = row.from.replace(/[.[][^.[]+$/, '');
		folded.set(
			path,
			known === undefined ? { path, value: field, from } : { ...known, value: `${known.value} ${field}` },
		);
	}
	return [...folded.values()];
}
