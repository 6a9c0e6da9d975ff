/** Finds e-mail addresses in texts of any kind, in linear time. */

/** The sign in the middle of an address, as it is typed, written in URLs and in HTML. */
const AT = /@|%(?:25){0,3}40|&#(?:64|x40);|[\uff20\ufe6b]/gi;
/** The characters with which such a sign begins. */
const MAYBE_AT = /[@%&\uff20\ufe6b]/;
/** Longer than any local part is allowed to be, each of its letters written as `%C3%BC`. */
const MAX_LOCAL = 200;
/** Longest domain (RFC 1035). */
const MAX_DOMAIN = 255;
const LOCAL = /[\p{L}\p{N}._%+'-]/u;
/** Labels with dots between them; the last one is of letters. Picture names such as `logo@2x.png` are no addresses. */
const DOMAIN = /^(?!\dx\.)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})*\.(?:xn--[a-z\d-]{1,59}|\p{L}{2,63})/iu;

/** Where an address begins and ends, as in `slice`. */
export type Span = readonly [start: number, end: number];

/** True for texts without a sign that could be in the middle of an address. Nearly all texts are. */
export function isWithoutAt(text: string): boolean {
	return !MAYBE_AT.test(text);
}

/** Finds every address in a text, in order. */
export function findAddresses(text: string): Span[] {
	const spans: Span[] = [];
	let from = 0;
	for (const { 0: at, index } of text.matchAll(AT)) {
		if (index < from) continue;
		const start = startOfLocal(text, index, from);
		const afterAt = index + at.length;
		const domain = start === index ? undefined : DOMAIN.exec(text.slice(afterAt, afterAt + MAX_DOMAIN))?.[0];
		if (domain === undefined) continue;
		from = afterAt + domain.length;
		spans.push([start, from]);
	}
	return spans;
}

function startOfLocal(text: string, at: number, from: number): number {
	const first = Math.max(from, at - MAX_LOCAL);
	let start = at;
	while (start > first && LOCAL.test(text.charAt(start - 1))) start--;
	return start;
}
