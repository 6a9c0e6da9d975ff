/** Texts as they may be sent: present, well-formed Unicode, bounded. */

/** Longer texts are not accepted as ids or names. Our choice; OpenAI documents no limit. */
export const MAX_TEXT_LENGTH = 1000;

/**
 * A text or finite number as text; `undefined` for everything else, for blank texts and for those over the limit.
 *
 *   toText('  Shirt ') // '  Shirt '
 *   toText(42)         // '42'
 *   toText({})         // undefined
 */
export function toText(value: unknown, maxLength = MAX_TEXT_LENGTH): string | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
	if (typeof value !== 'string' || value.length > maxLength || isBlank(value)) return undefined;
	return value.toWellFormed();
}

/** True for empty texts and texts of white space only. */
export function isBlank(text: string): boolean {
	// Nearly every text begins with a visible ASCII character; one comparison is enough for those.
	const first = text.charCodeAt(0);
	return !(first > 0x20 && first < 0x7f) && !/\S/.test(text);
}

/** True for undefined, null and blank texts: tables and forms write a missing value as a blank text. */
export function isAbsent(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && isBlank(value));
}
