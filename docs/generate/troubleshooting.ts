/** What `openai-ads doctor` may say, by check, from the command's own table of words. */

import { CHECK_IDS } from '../../gateway/src/doctor/finding.js';
import type { WordRow } from '../../gateway/src/doctor/word-row.js';
import { WORDS } from '../../gateway/src/doctor/words.js';
import { SKIPPED } from '../../gateway/src/doctor/words-of-every-check.js';

const MARKS = { fail: '`no`', warn: '`!!`', not_yet: '`..`' } as const;

/** A heading for each check, and a row for each thing that can be wrong. */
export function troubleshooting(): string {
	const rows: readonly WordRow[] = Object.values(WORDS);
	const sections = CHECK_IDS.map((id) => {
		const wrong = rows.filter(({ check }) => check === id).flatMap(toRow);
		return [`### ${id}`, '', '| | What it says | What to do |', '| --- | --- | --- |', ...wrong].join('\n');
	});
	const skipped = Object.values(SKIPPED).map((message) => `- ${toCell(message)}`);
	return [...sections, ['### not made', '', ...skipped].join('\n')].join('\n\n');
}

function toRow({ status, message, cure }: WordRow): string[] {
	if (status === 'ok' || status === 'skip') return [];
	const isAdvice = message === '<advice>';
	const words = isAdvice ? "what the gateway's diagnostics found" : toCell(message);
	return [`| ${MARKS[status]} | ${words} | ${isAdvice ? 'what they say' : cure.map(toCell).join('<br>')} |`];
}

/** Holes are shown as what they are: places for a value. */
export function toCell(text: string): string {
	return text.replaceAll('|', '\\|').replace(/<([a-zA-Z]+)>/g, '*$1*');
}
