/** A line of the log as people read it on a terminal; programs get the JSON. */

import { isRecord, parseJson } from 'openai-ads-destination/internal';
import { toClock } from './clock.js';
import { toPrintable, wrap } from './fit.js';
import type { Mark, Style } from './style.js';

/** As wide as the time and the mark of a line for an event. */
const INDENT = ' '.repeat(12);
const MARKS: Readonly<Record<string, Mark>> = { warn: '!!', error: 'no', fatal: 'no' };

/**
 * ```
 * 14:02:11 !! Events of a name that is not mapped are skipped. Order Placed is not
 *             mapped. Did you mean Order Completed? ...
 *             pixel default, name Order Placed
 * ```
 *
 * @param json one line of the log; what is none stays as it is
 */
export function toLogLines(json: string, { style, width }: { readonly style: Style; readonly width: number }): string {
	const line = parseJson(json);
	if (!isRecord(line)) return json;
	const { level, time, msg, detail, ...fields } = line;
	const text = [msg, detail]
		.filter((part) => typeof part === 'string' && part !== '')
		.map((part) => toSentence(String(part)))
		.join(' ');
	const facts = Object.entries(fields).map(
		([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
	);
	const [first = '', ...rest] = wrap(toPrintable(text), width - INDENT.length);
	const mark = MARKS[String(level)];
	return [
		`${style.dim(toClock(typeof time === 'string' ? time : Number.NaN))} ${mark === undefined ? '  ' : style.mark(mark)} ${first}`,
		...rest.map((part) => INDENT + part),
		...wrap(toPrintable(facts.join(', ')), width - INDENT.length).map((part) => INDENT + style.dim(part)),
		'',
	].join('\n');
}

/** What begins with a path, such as `data.amount:`, stays. */
function toSentence(text: string): string {
	return text.replace(/^[a-z](?=[a-z]* )/, (letter) => letter.toUpperCase());
}
