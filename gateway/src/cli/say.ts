/** What a command tells people: on stderr, in lines that break between words where a terminal shows them. */

import { toParagraph } from '../terminal/paragraph.js';

export function say(text: string): void {
	console.error(toParagraph(text, process.stderr));
}
