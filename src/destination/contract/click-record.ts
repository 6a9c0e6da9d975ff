/** The browser plugin's cookie seen from a server: whether it is one, and how old. What the click says stays unread. */

/** When the URL with this click was seen, in milliseconds since 1970 by the visitor's clock. */
export interface ClickTimes {
	/** The click with the latest one is the newest. */
	readonly firstMs: number;
	/** The lifetime counts from here. */
	readonly lastMs: number;
}

/** `v1.<first>.<last>.<older clicks>.<click>`, times in base 36; all of it may stand in a cookie. */
const FORM = /^v1\.([0-9a-z]{1,9})\.([0-9a-z]{1,9})\.[0-9a-z]*\.[\w.~=%-]+$/;
/** Browsers refuse longer cookies, name included. (RFC 6265bis section 5.6, read 2026-11-23) */
const MAX_LENGTH = 4096;

/**
 *   readClickTimes('v1.mcqwoaz4.mcqwoaz4..gAAAA') // { firstMs: 1751760000400, lastMs: 1751760000400 }
 *   readClickTimes('anything else')               // undefined
 */
export function readClickTimes(text: string): ClickTimes | undefined {
	const [, first, last] = (text.length <= MAX_LENGTH && FORM.exec(text)) || [];
	if (first === undefined || last === undefined) return undefined;
	return { firstMs: Number.parseInt(first, 36), lastMs: Number.parseInt(last, 36) };
}
