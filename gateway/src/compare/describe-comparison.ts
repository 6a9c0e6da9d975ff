/** What a terminal shows of a comparison, and what a script gets. */

import { wrap } from '../terminal/fit.js';
import { BY_DESIGN, SINGULAR_KEYS } from './by-design.js';
import type { Comparison, LoneCounts } from './comparison.js';
import type { FieldCount } from './field-counts.js';

const REASONS: ReadonlyMap<string, string> = new Map(
	[...BY_DESIGN, SINGULAR_KEYS].map(({ code, reason }) => [code, reason]),
);
const INDENT = '    ';
const NUMBER = 8;

/** Whether anything differs that no reason explains. */
export function hasDifferences({ fields, onlyOurs, onlyTheirs }: Comparison): boolean {
	return fields.list().length + onlyOurs.total + onlyTheirs.total > 0;
}

/** @param width columns */
export function describeComparison(comparison: Comparison, width: number): readonly string[] {
	const { fields, onlyOurs, onlyTheirs, unreadable, both, notCompared } = comparison;
	const sent = `${sayEvents(both)} sent by both, ${onlyOurs.total} only by us, ${onlyTheirs.total} only by the other.`;
	return [
		sent,
		...describeFields(fields.list(), width),
		...describeReasons(comparison, width),
		...describeLone('Only the other sends:', onlyTheirs, width),
		...describeLone('Only we would send:', onlyOurs, width),
		...describeLone('Not read:', unreadable, width),
		...(notCompared === 0
			? []
			: [
					'',
					...wrap(
						`${sayEvents(notCompared)} not compared: too many wait for their counterpart. Put each event near its request.`,
						width,
					),
				]),
		'',
		hasDifferences(comparison) ? 'Some differ without a reason that is known.' : 'Nothing differs without a reason.',
	];
}

/** One JSON object. */
export function toJson(comparison: Comparison): object {
	const { fields, onlyOurs, onlyTheirs, unreadable, both, notCompared } = comparison;
	return {
		version: 1,
		ok: !hasDifferences(comparison),
		both,
		notCompared,
		fields: fields.list(),
		byDesign: fields.reasons().map((count) => ({ ...count, reason: REASONS.get(count.code) })),
		same: Object.fromEntries(fields.same()),
		onlyTheirs: onlyTheirs.list(),
		onlyOurs: onlyOurs.list(),
		unreadable: unreadable.list(),
	};
}

function describeFields(counts: readonly FieldCount[], width: number): string[] {
	if (counts.length === 0) return [];
	const column = Math.min(34, width - 46);
	const draw = (path: string, numbers: readonly (string | number)[], first: string) =>
		`${path.slice(0, column).padEnd(column)}${numbers.map((one) => String(one).padStart(NUMBER)).join('')}  ${first}`
			.slice(0, width)
			.trimEnd();
	return [
		'',
		draw('FIELD', ['DIFFERS', 'OURS', 'THEIRS'], 'FIRST'),
		...counts.map(({ path, differs, onlyOurs, onlyTheirs, line, ours, theirs }) =>
			draw(path, [differs, onlyOurs, onlyTheirs], differs > 0 ? `${line}: ${ours}, ${theirs}` : `${line}`),
		),
		'',
		...wrap('OURS, THEIRS: only one of the two has it. FIRST: the line, then our value and theirs.', width),
	];
}

function describeReasons({ fields }: Comparison, width: number): string[] {
	const reasons = fields.reasons();
	if (reasons.length === 0) return [];
	const rows = reasons.flatMap(({ code, n, line }) => {
		const start = `${String(n).padStart(NUMBER)}  ${code} (line ${line})`;
		return [
			start,
			...wrap(REASONS.get(code) ?? '', width - NUMBER - 2).map((text) => `${' '.repeat(NUMBER + 2)}${text}`),
		];
	});
	return ['', 'By design, and not counted above:', ...rows];
}

function describeLone(title: string, counts: LoneCounts, width: number): string[] {
	if (counts.total === 0) return [];
	const rows = counts
		.list()
		.map(({ what, n, line }) => `${INDENT}${n} ${what.replaceAll('_', ' ')} (line ${line})`.slice(0, width));
	return ['', title, ...rows];
}

function sayEvents(n: number): string {
	return `${n} ${n === 1 ? 'event' : 'events'}`;
}
