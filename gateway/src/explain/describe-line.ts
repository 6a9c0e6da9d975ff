/** What a terminal shows of one explained event. */

import type { Explanation } from 'openai-ads-destination';
import { findReasonRow } from 'openai-ads-destination/internal';
import { cutMiddle, wrap } from '../terminal/fit.js';
import { keyWords, verdictSentence } from '../terminal/sentences.js';
import type { Style } from '../terminal/style.js';
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
	const [mark, start] =
		explanation.outcome === 'skipped' ? (['--', 'Not sent'] as const) : (['no', 'Will never be sent'] as const);
	const { reason, detail } = explanation;
	return [
		title,
		`${view.style.mark(mark)}  ${start}: ${reason.replaceAll('_', ' ')}.`,
		...describeDetail(detail, view.width),
		...describeReasons(explanation, view),
	];
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
		`${view.style.mark(mark)}  Would be sent. ${verdictSentence(verdict, matchKeys)}`,
		`${INDENT}Match keys: ${keyWords(matchKeys) || 'none'}.`,
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

/** Further lines stand below the text of the first. */
function indented(text: string, width: number, start: string): string[] {
	const rest = ' '.repeat(start.length);
	return wrap(text, width - start.length).map((line, index) => (index === 0 ? start : rest) + line);
}
