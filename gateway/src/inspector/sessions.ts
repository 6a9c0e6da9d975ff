/** Who signed in with the token: a random cookie for each browser, kept as its digest, in memory alone. A restart signs everyone out. */

import { hash, randomBytes } from 'node:crypto';

/** (product decision) */
export const SESSION_SECONDS = 12 * 3600;
/** Browsers at once; the oldest has to sign in again. Our choice. */
const MAX_SESSIONS = 100;
/** Of a Cookie header that is looked at: browsers send 4 kB a cookie, and other services of this host have theirs. */
const MAX_HEADER_LENGTH = 16 * 1024;

export interface Sessions {
	/** @returns the new cookie's value, 256 random bits */
	open(): string;
	/** Whether a `Cookie` header holds an open one. */
	has(cookieHeader: string | undefined): boolean;
	close(cookieHeader: string | undefined): void;
	/** A `Set-Cookie` header; of no value, one that takes the cookie away. */
	toHeader(value: string | undefined, isHttps: boolean): string;
}

/**
 * @param port part of the cookie's name: browsers share cookies among the ports of a host, and so would two gateways
 * @param nowMs of a clock that does not jump
 */
export function createSessions(port: number, nowMs: () => number): Sessions {
	const name = `openai-ads-admin-${port}`;
	const endsAt = new Map<string, number>();
	// Looked up by digest: how long that takes tells nothing about a cookie.
	const digestIn = (header: string | undefined) => digest(readCookie(header, name) ?? '');
	return {
		open: () => {
			const value = randomBytes(32).toString('base64url');
			endsAt.set(digest(value), nowMs() + SESSION_SECONDS * 1000);
			const [oldest = ''] = endsAt.keys();
			if (endsAt.size > MAX_SESSIONS) endsAt.delete(oldest);
			return value;
		},
		has: (header) => (endsAt.get(digestIn(header)) ?? 0) > nowMs(),
		close: (header) => void endsAt.delete(digestIn(header)),
		toHeader: (value, isHttps) =>
			`${name}=${value ?? ''}; Path=/; Max-Age=${value === undefined ? 0 : SESSION_SECONDS}; HttpOnly; SameSite=Strict${isHttps ? '; Secure' : ''}`,
	};
}

function readCookie(header: string | undefined, name: string): string | undefined {
	if (header === undefined || header.length > MAX_HEADER_LENGTH) return undefined;
	const own = header.split(';').find((part) => part.trim().startsWith(`${name}=`));
	return own?.trim().slice(name.length + 1);
}

function digest(text: string): string {
	return hash('sha256', text, 'base64url');
}
