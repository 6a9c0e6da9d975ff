/** Makes text from the network safe to print on one line of a terminal. Pure. */

/** Removes control characters: an answer must not move the cursor or start a second line. */
export function toOneLine(text: string): string {
	return text.replace(/\p{Cc}+/gu, ' ').trim();
}

/** Removes control characters from a line that has its own spaces, such as one of JSON: that leaves those beyond ASCII as they are. */
export function stripControls(line: string): string {
	return line.replace(/\p{Cc}/gu, '');
}

/** In quotes, as JSON. */
export function quote(text: string): string {
	return stripControls(JSON.stringify(text));
}
