/** Sentences for a person at a terminal: broken between words, where a terminal would break inside one. Pure. */

import { widthOf } from './style.js';

/** A command in backticks is one word: it is there to be copied. */
const WORD = /`[^`]*`\S*|\S+/g;
const HANGING = '  ';

/**
 * On a terminal its lines end at its width, and what follows of a line is indented; elsewhere programs get the text as it is.
 *
 *   console.error(toParagraph(notice, process.stderr));
 */
export function toParagraph(text: string, stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>): string {
	if (!stream.isTTY) return text;
	return text
		.split('\n')
		.flatMap((line) => breakLine(line, widthOf(stream)))
		.join('\n');
}

/** A word that is longer than a line stays whole. */
function breakLine(line: string, width: number): readonly string[] {
	if (line.length <= width) return [line];
	const indent = /^ */.exec(line)?.[0] ?? '';
	const lines: string[] = [];
	let current = indent;
	for (const [word] of line.matchAll(WORD)) {
		const isFirst = current.trim() === '';
		if (!isFirst && current.length + 1 + word.length > width) {
			lines.push(current);
			current = indent + HANGING + word;
		} else current += isFirst ? word : ` ${word}`;
	}
	return [...lines, current];
}
