/** By symptom, and what `explain`, `tail` and the page say: from the tables of words of library and gateway. */

import { OUTCOME_WORDS, REASON_WORDS } from '../../gateway/src/terminal/words.js';
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

/** The words of a line of `tail`. */
export function words(): string {
	const outcomes = Object.entries(OUTCOME_WORDS).map(([code, { mark, word }]) => [mark, word, code] as const);
	const ends = Object.entries(REASON_WORDS).map(([code, word]) => ['', word, code] as const);
	const rows = [...outcomes, ...ends].map(
		([mark, word, code]) => `| ${mark === '' ? '' : `\`${mark}\``} | ${word} | \`${code}\` |`,
	);
	return ['| | Word | Outcome or reason |', '| --- | --- | --- |', ...rows].join('\n');
}

/** They may stand in code, where nothing is slanted. */
function toGaps(text: string): string {
	return toCell(text.replace(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase()));
}
