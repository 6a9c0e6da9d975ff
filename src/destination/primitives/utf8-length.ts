/** How many bytes a text is on the wire. Counts itself, because not every host has an encoder. */

/** UTF-8 length of a well-formed text, in bytes. */
export function utf8Length(text: string): number {
	let length = text.length;
	if (isAscii(text)) return length;
	for (let i = 0; i < text.length; i++) {
		const unit = text.charCodeAt(i);
		if (unit > 0x7f) length++;
		// Both halves of a surrogate pair count 2, which makes the 4 bytes of the character.
		if (unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff)) length++;
	}
	return length;
}

/** Every text of ASCII is as many bytes as characters, and has one way of being written. */
export function isAscii(text: string): boolean {
	return ASCII.test(text);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII, control characters included.
const ASCII = /^[\x00-\x7f]*$/;
