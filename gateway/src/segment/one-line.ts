/** Text that came over the network, made fit for a line on a terminal. Pure. */

/** Without control characters: an answer must not move the cursor, or make a second line. */
export function toOneLine(text: string): string {
	return text.replace(/\p{Cc}+/gu, ' ').trim();
}
