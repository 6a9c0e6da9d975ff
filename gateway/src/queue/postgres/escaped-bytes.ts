/**
 * Columns of bytes that hold text in UTF-8, and how they are read: as text, which is quickest, or as the server's `escape` writes
 * bytes, which takes whatever they hold.
 */

/** The server refuses it for what is no UTF-8, and for what its own encoding does not have: see `NotText`. */
export const asText = (column: string) => `convert_from(${column}, 'UTF8') AS ${column}`;

/** What is ASCII stands as it is, but that `\` is doubled; of the rest each byte is `\` and three octal digits. */
export const escaped = (column: string) => `encode(${column}, 'escape') AS ${column}`;

/** The bytes as text. What is no UTF-8 becomes U+FFFD, as when a buffer is read. */
export function readEscaped(text: string): string {
	if (!text.includes('\\')) return text;
	const bytes = text.replace(ESCAPE, (_, octal?: string) =>
		octal === undefined ? '\\' : String.fromCharCode(Number.parseInt(octal, 8)),
	);
	return Buffer.from(bytes, 'latin1').toString();
}

const ESCAPE = /\\(?:\\|([0-7]{3}))/g;
