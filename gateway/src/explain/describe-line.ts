/** What a terminal shows of one explained event. */

import type { Explanation } from 'openai-ads-destination';
import { findReasonRow, toKeyKindsOf } from 'openai-ads-destination/internal';
import type { ExplainedLine } from './explain-lines.js';
import { listRows } from './field-rows.js';
import { cutMiddle, wrapText } from './wrap-text.js';

/** How it is drawn. */
export interface View {
	/** Columns. */
	readonly width: number;
	readonly isAll: boolean;
	/** Colours a mark, or leaves it as it is. */
	paint(mark: Mark): string;
}

/** Sent, left out on purpose, never sent, needs a look. */
export type Mark = 'ok' | '--' | 'no' | '!!';

const INDENT = '    ';

/** The lines of one event, without the empty one behind it. */
export function describeLine(explained: ExplainedLine, view: View): string[] {
	const { line, name, explanation } = explained;
	const title = cutMiddle(`line ${line}  ${name}${describeTarget(explanation)}`, view.width);
	if (explanation.outcome === 'accepted') return [title, ...describeSent(explanation, view)];
	const [mark, start] =
		explanation.outcome === 'skipped' ? (['--', 'Not sent'] as const) : (['no', 'Will never be sent'] as const);
	const { reason, detail } = explanation;
	return [
		title,
		`${view.paint(mark)}  ${start}: ${reason.replaceAll('_', ' ')}.`,
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
	const kinds = toKeyKindsOf(matchKeys);
	const mark = reasons.length === 0 ? 'ok' : '!!';
	return [
		`${view.paint(mark)}  Would be sent. ${describeVerdict(verdict, matchKeys)}`,
		`${INDENT}Match keys: ${kinds.length === 0 ? 'none' : kinds.join(', ')}.`,
		...describeReasons(explanation, view),
		...(reasons.length === 0 || view.isAll ? describeFields(explanation, view) : []),
	];
}

function describeVerdict(verdict: Explanation['attribution']['verdict'], matchKeys: readonly string[]): string {
	const names = matchKeys.map((name) => name.replaceAll('_', ' ')).join(', ');
	if (verdict === 'attributable') return 'Attributable: it carries the ad click.';
	if (verdict === 'matchable') return 'Matchable: perhaps, without an ad click.';
	if (verdict === 'none') return 'Nothing in it tells OpenAI whose it is.';
	return matchKeys.join() === 'anonymous_id' ? 'Weak: only an anonymousId is known.' : `Weak: only ${names}.`;
}

/** The last of several sentences says what to do. */
function describeDetail(detail: string, width: number): string[] {
	const sentences = detail.split(/(?<=[.?]) (?=[A-Z])/);
	const cure = sentences.length > 1 ? sentences.at(-1) : undefined;
	const cause = (cure === undefined ? sentences : sentences.slice(0, -1)).join(' ');
	return [...indented(cause, width, INDENT), ...(cure === undefined ? [] : indented(cure, width, `${INDENT}> `))];
}

function describeReasons({ attribution: { reasons } }: Explanation, { width }: View): string[] {
	if (reasons.length === 0) return [];
	const rows = reasons.flatMap((reason) => {
		const { message, cure } = reason;
		const start = `${INDENT}${(findReasonRow(reason)?.wins ?? '-').padEnd(8)}`;
		const rest = ' '.repeat(start.length);
		return [...indented(message, width, start), ...(cure === undefined ? [] : indented(cure, width, `${rest}> `))];
	});
	return ['', `${INDENT}WINS    WHY`, ...rows];
}

function describeFields(explanation: Explanation, { width, isAll }: View): string[] {
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
		draw('FIELD', 'VALUE', 'FROM'),
		...rows.map(({ path, value, from }) => draw(path, value, from)),
		...(left === 0 ? [] : [`${INDENT}... ${left} more, --all shows them`]),
	];
}

/** Further lines stand below the text of the first. */
function indented(text: string, width: number, start: string): string[] {
	const rest = ' '.repeat(start.length);
	return wrapText(text, width - start.length).map((line, index) => (index === 0 ? start : rest) + line);
}
