/** Flags as people write them. */

/** `true`, `"true"`, `1`. */
export function isTrue(value: unknown): boolean {
	return value === true || value === 1 || (isShort(value) && /^\s*(?:true|1)\s*$/i.test(value));
}

/** The opposite: `false`, `"false"`, `0`, `"denied"`. A missing flag is not false. */
export function isFalse(value: unknown): boolean {
	return value === false || value === 0 || (isShort(value) && /^\s*(?:false|0|denied)\s*$/i.test(value));
}

/** Longer texts are no flags, whatever is in them. Our choice. */
const MAX_FLAG_LENGTH = 40;

function isShort(value: unknown): value is string {
	return typeof value === 'string' && value.length <= MAX_FLAG_LENGTH;
}
