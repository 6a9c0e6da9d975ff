/** The browser plugin's cookie on a server: is it valid, and how old is it? The click itself is not returned. */

import { parseJson } from '../primitives/json.js';

/** When the URL with this click was seen, in Unix milliseconds by the visitor's clock. */
export interface ClickTimes {
	/** Of several clicks, the one with the latest time is the newest. */
	readonly firstMs: number;
	/** The click's lifetime starts here. */
	readonly lastMs: number;
}

/** The output of `encodeURIComponent`, at most as long as a cookie may be, including its name. (RFC 6265bis section 5.6, read 2026-11-23) */
const TEXT = /^[\w.!~*'()%-]{1,4088}$/;

/**
 * Reads `["v1", first, last, click, ...fingerprints]`, URL-encoded.
 *
 *   readClickTimes('%5B%22v1%22%2C1751760000400%2C1751760000500%2C%22gAAAA%22%2C7%5D')
 *   // { firstMs: 1751760000400, lastMs: 1751760000500 }
 *   readClickTimes('anything else') // undefined
 */
export function readClickTimes(text: string): ClickTimes | undefined {
	const [version, firstMs, lastMs, click, ...prints] = TEXT.test(text) ? readList(text) : [];
	if (version !== 'v1' || !isTime(firstMs) || !isTime(lastMs)) return undefined;
	const isClick = typeof click === 'string' && click !== '' && prints.every((print) => typeof print === 'number');
	return isClick ? { firstMs, lastMs } : undefined;
}

function readList(text: string): unknown[] {
	const list = parseJson(decode(text));
	return Array.isArray(list) ? list : [];
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return '';
	}
}

function isTime(value: unknown): value is number {
	return Number.isSafeInteger(value);
}
