/** By symptom, and what `explain`, `tail` and the page say: from the tables of words of library and gateway. */

import { REASONS_IN_WORDS } from '../../gateway/src/terminal/reason-words.js';
import { OUTCOME_WORDS } from '../../gateway/src/terminal/words.js';
import { REASONS } from '../../src/destination/explain/reasons.js';
import { SYMPTOMS } from './symptoms.js';
import { toCell } from './troubleshooting.js';

/** What one sees, what to run, where the cause and its cure stand. */
export function symptoms(): string {
	const rows = SYMPTOMS.map(({ see, run, checks, reasons }) => {
		const found = [
			...checks.map((id) => `[${id}](#${id})`),
			...reasons.map((code) => `[${code.replaceAll('_', ' ')}](#${code})`),
		];
		return `| ${see} | \`npx --no ${run}\` | ${found.join(', ')} |`.replace(/npx --no (\w+=\S+) /, '$1 npx --no ');
	});
	return ['| You see | Run | Cause and cure |', '| --- | --- | --- |', ...rows].join('\n');
}

/** A heading for each code, so that it can be linked to; rows of one code are its causes. */
export function reasons(): string {
	const codes = [...new Set(REASONS.map(({ code }) => code))];
	return codes
		.map((code) => {
			const rows = REASONS.filter((reason) => reason.code === code).map(({ short, wins = '', sentence, cure = '' }) => {
				return `| ${short} | ${wins} | ${toGaps(sentence)} | ${toGaps(cure)} |`;
			});
			return [
				`### ${code}`,
				'',
				'| In short | Wins | What it says | What to do |',
				'| --- | --- | --- | --- |',
				...rows,
			].join('\n');
		})
		.join('\n\n');
}

/** The words of a line of `tail`, and those of the page. */
export function words(): string {
	const outcomes = Object.entries(OUTCOME_WORDS).map(([code, { mark, word }]) => [`\`${mark}\``, word, '', code, '']);
	const ends = Object.entries(REASONS_IN_WORDS).map(([code, { line, name = line, meaning }]) => {
		return ['', line, name, code, meaning];
	});
	const rows = [...outcomes, ...ends].map(
		([mark, line, name, code, meaning = '']) => `| ${mark} | ${line} | ${name} | \`${code}\` | ${toCell(meaning)} |`,
	);
	return [
		'| | In the terminal | On the page | Outcome or reason | What it means |',
		'| --- | --- | --- | --- | --- |',
		...rows,
	].join('\n');
}

/** They may stand in code, where nothing is slanted. */
function toGaps(text: string): string {
	return toCell(text.replace(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase()));
}
