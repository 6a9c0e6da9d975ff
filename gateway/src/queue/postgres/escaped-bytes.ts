/**
 * Bytes as the server's `escape` writes them: what is ASCII stands as it is, so that most of an event's text is read without being
 * decoded, and travels at half the length that hexadecimal digits would take.
 */

/** Of each column that is read so: `\` is doubled, and what is no ASCII is `\` and three octal digits. */
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
