/** What a terminal shows of one explained event. */

import type { Explanation } from 'openai-ads-destination';
import { findReasonRow } from 'openai-ads-destination/internal';
import { cutMiddle, wrap } from '../terminal/fit.js';
import { keyWords, verdictSentence } from '../terminal/sentences.js';
import type { Mark, Style } from '../terminal/style.js';
import type { ExplainedLine } from './explain-lines.js';
import { listRows } from './field-rows.js';

/** How it is drawn. */
export interface View {
	/** Columns. */
	readonly width: number;
	readonly isAll: boolean;
	readonly style: Style;
}

const INDENT = '    ';

/** The lines of one event, without the empty one behind it. */
export function describeLine(explained: ExplainedLine, view: View): string[] {
	const { line, name, explanation } = explained;
	const title = view.style.bold(cutMiddle(`line ${line}  ${name}${describeTarget(explanation)}`, view.width));
	if (explanation.outcome === 'accepted') return [title, ...describeSent(explanation, view)];
	return [title, ...describeNotSent(explanation, view)];
}

type NotSent = Exclude<Explanation, { readonly outcome: 'accepted' }>;

function describeNotSent(explanation: NotSent, view: View): string[] {
	const { outcome, reason, detail } = explanation;
	const near = outcome === 'skipped' ? explanation.near : undefined;
	const mark = outcome === 'skipped' ? '--' : 'no';
	const start = `${outcome === 'skipped' ? 'Not sent' : 'Will never be sent'}: ${toWords(reason)}.`;
	// What is in doubt is said once.
	const rest = detail.startsWith('data.amount:') ? [] : describeReasons(explanation, view);
	if (near !== undefined)
		return [
			...marked(mark, `${start} Did you mean ${near.meant}?`, view),
			...indented(`To send it: ${near.row}`, view.width, `${INDENT}> `),
			...rest,
		];
	return [...marked(mark, start, view), ...describeDetail(detail, view.width), ...rest];
}

function toWords(reason: NotSent['reason']): string {
	return reason === 'event_not_mapped' ? 'not mapped' : reason.replaceAll('_', ' ');
}

function describeTarget({ fields }: Explanation): string {
	const find = (path: string) => fields.find((field) => field.path === path)?.value;
	const type = find('type');
	return type === undefined ? '' : ` > ${find('custom_event_name') ?? type} ${find('id')}`;
}

function describeSent(explanation: Explanation, view: View): string[] {
	const { verdict, matchKeys, reasons } = explanation.attribution;
	const mark = reasons.length === 0 ? 'ok' : '!!';
	return [
		...marked(mark, `Would be sent. ${verdictSentence(verdict, matchKeys)}`, view),
		...indented(`Match keys: ${keyWords(matchKeys) || 'none'}.`, view.width, INDENT),
		...describeReasons(explanation, view),
		...(reasons.length === 0 || view.isAll ? describeFields(explanation, view) : []),
	];
}

/** The last of several sentences says what to do. */
function describeDetail(detail: string, width: number): string[] {
	const sentences = detail.split(/(?<=[.?]) (?=[A-Z])/);
	const cure = sentences.length > 1 ? sentences.at(-1) : undefined;
	const cause = (cure === undefined ? sentences : sentences.slice(0, -1)).join(' ');
	return [...indented(cause, width, INDENT), ...(cure === undefined ? [] : indented(cure, width, `${INDENT}> `))];
}

function describeReasons({ attribution: { reasons } }: Explanation, { width, style }: View): string[] {
	if (reasons.length === 0) return [];
	const rows = reasons.flatMap((reason) => {
		const { message, cure } = reason;
		const start = `${INDENT}${(findReasonRow(reason)?.wins ?? '-').padEnd(8)}`;
		const rest = ' '.repeat(start.length);
		return [...indented(message, width, start), ...(cure === undefined ? [] : indented(cure, width, `${rest}> `))];
	});
	return ['', style.dim(`${INDENT}WINS    WHY`), ...rows];
}

function describeFields(explanation: Explanation, { width, isAll, style }: View): string[] {
	const { rows, left } = listRows(explanation, isAll);
	const column = Math.floor((width - 6) / 3);
	const draw = (...cells: readonly [string, string, string]) =>
		INDENT +
		cells
			.map((cell, index) => cutMiddle(cell, column - (index === 0 ? 0 : 1)).padEnd(column))
			.join(' ')
			.trimEnd();
	return [
		'',
		style.dim(draw('FIELD', 'VALUE', 'FROM')),
		...rows.map(({ path, value, from }) => draw(path, value, from)),
		...(left === 0 ? [] : [`${INDENT}... ${left} more, --all shows them`]),
	];
}

/** The mark in front may be coloured, which takes no room. */
function marked(mark: Mark, text: string, { width, style }: View): string[] {
	const [first = '', ...rest] = indented(text, width, INDENT);
	return [style.mark(mark) + first.slice(mark.length), ...rest];
}

/** Further lines stand below the text of the first. */
function indented(text: string, width: number, start: string): string[] {
	const rest = ' '.repeat(start.length);
	return wrap(text, width - start.length).map((line, index) => (index === 0 ? start : rest) + line);
}
