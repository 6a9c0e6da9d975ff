/** Makes text from the network safe to print on one line of a terminal. Pure. */

/** Removes control characters: an answer must not move the cursor or start a second line. */
export function toOneLine(text: string): string {
	return text.replace(/\p{Cc}+/gu, ' ').trim();
}
