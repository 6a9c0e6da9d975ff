/** The browser plugin's cookie as a request carries it and an answer sets it. Pure. */

import { DAY_MS } from 'openai-ads-destination/internal';
import { type ClickTimes, readClickTimes, STORE_KEY } from 'openai-ads-destination/pipeline';

/** How far a device's clock may run ahead; beyond that the record's age is unknown. Our choice. */
const CLOCK_SKEW_MS = DAY_MS;

export interface ClickCookie {
	/** Byte for byte as it came. */
	readonly text: string;
	/** How long the record still counts, in milliseconds. */
	readonly remainingMs: number;
}

/** Where the cookie is valid. */
export interface CookieScope {
	readonly isSecure: boolean;
	readonly domain: string | undefined;
}

/**
 * Finds the newest click in a `Cookie` header.
 *
 * A browser sends every cookie of the name, the host's and its parent domains', without saying which is which.
 *
 * @returns `undefined` if the plugin could have written none of them, or all have expired
 */
export function findClickCookie(
	header: string | undefined,
	nowMs: number,
	lifetimeMs: number,
): ClickCookie | undefined {
	let newest: (ClickCookie & ClickTimes) | undefined;
	for (const text of readCookies(header ?? '', STORE_KEY)) {
		const times = readClickTimes(text);
		if (times === undefined) continue;
		const remainingMs = times.lastMs + lifetimeMs - nowMs;
		if (remainingMs <= 0 || remainingMs > lifetimeMs + CLOCK_SKEW_MS) continue;
		if (newest === undefined || isNewer(times, newest)) newest = { text, remainingMs, ...times };
	}
	return newest;
}

/** The same rule as the plugin's. */
function isNewer(one: ClickTimes, other: ClickTimes): boolean {
	return one.firstMs === other.firstMs ? one.lastMs > other.lastMs : one.firstMs > other.firstMs;
}

/** `_oaiads=…; Max-Age=2592000; Path=/; Domain=shop.example; SameSite=Lax; Secure`. Scripts may read it, because the plugin has to. */
export function toSetCookie({ text, remainingMs }: ClickCookie, { isSecure, domain }: CookieScope): string {
	const parts = [`${STORE_KEY}=${text}`, `Max-Age=${Math.ceil(remainingMs / 1000)}`, 'Path=/'];
	if (domain !== undefined) parts.push(`Domain=${domain}`);
	parts.push('SameSite=Lax');
	if (isSecure) parts.push('Secure');
	return parts.join('; ');
}

function readCookies(header: string, name: string): string[] {
	return header
		.split(';')
		.map((pair) => pair.trim())
		.filter((pair) => pair.startsWith(`${name}=`))
		.map((pair) => pair.slice(name.length + 1));
}
