/** Compares the token of a request, in a time that tells nothing about it, and slows down whoever guesses. */

import { hash, timingSafeEqual } from 'node:crypto';
import { HttpError } from '../http/http-error.js';

/** Wrong tokens that one address may send in a minute. (product decision) */
const MAX_TRIES = 10;
const MINUTE_MS = 60_000;
/** Addresses that are remembered, the newest ones. A token has 16 characters at least, so more guess in vain. Our choice. */
const MAX_ADDRESSES = 1000;
/** Of a header that is looked at. */
const MAX_LENGTH = 300;

/**
 * Creates the check: true for the token, false without one, or if there is none to compare with. A wrong one throws:
 * 401, and after ten of them from one address, for a minute, 429, even for the right one.
 */
export function createTokenCheck(
	token: string | undefined,
	nowMs: () => number,
): (authorization: string | undefined, address: string) => boolean {
	if (token === undefined) return () => false;
	const expected = digest(token);
	const tries = new Map<string, { count: number; readonly sinceMs: number }>();
	return (authorization, address) => {
		if (authorization === undefined) return false;
		const known = tries.get(address);
		const tried = known !== undefined && nowMs() - known.sinceMs < MINUTE_MS ? known : { count: 0, sinceMs: nowMs() };
		if (tried.count >= MAX_TRIES) throw TOO_MANY;
		if (timingSafeEqual(digest(readBearer(authorization)), expected)) return true;
		tried.count += 1;
		tries.delete(address);
		tries.set(address, tried);
		const [oldest = address] = tries.keys();
		if (tries.size > MAX_ADDRESSES) tries.delete(oldest);
		throw WRONG;
	};
}

function readBearer(authorization: string): string {
	return /^bearer +(\S+)$/i.exec(authorization.slice(0, MAX_LENGTH))?.[1] ?? '';
}

function digest(text: string): Buffer {
	return hash('sha256', text, 'buffer');
}

const WRONG = new HttpError(
	401,
	'wrong_token',
	'Wrong token: expected the value of OPENAI_ADS_ADMIN_TOKEN, as this gateway has it.',
);
const TOO_MANY = new HttpError(429, 'wrong_token', 'Too many wrong tokens. Try again in a minute.', 60);
