/** Counts the bytes of a text on the wire. Needs no encoder, because not every host has one. */

/** UTF-8 length of a well-formed text, in bytes. */
export function utf8Length(text: string): number {
	let length = text.length;
	if (isAscii(text)) return length;
	for (let i = 0; i < text.length; i++) {
		const unit = text.charCodeAt(i);
		if (unit > 0x7f) length++;
		// Each half of a surrogate pair counts 2, which adds up to the character's 4 bytes.
		if (unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff)) length++;
	}
	return length;
}

/** True for ASCII only: such a text has as many bytes as characters, and only one normal form. */
export function isAscii(text: string): boolean {
	return ASCII.test(text);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII, control characters included.
const ASCII = /^[\x00-\x7f]*$/;
