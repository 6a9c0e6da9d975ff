/** Who may send events: the write keys, their kinds, and where a request carries its key. */

import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { isOpenToAll, type WriteKeySettings } from '../../settings/open-to-all.js';

/** `server` keys may send everything; `browser` keys are public and restricted. */
export type KeyKind = 'server' | 'browser';

/**
 * Creates the look-up of write keys. If none is configured, a loopback host lets everyone in as a server, with any key or
 * with none; any other host lets nobody in: such a gateway takes only webhooks.
 *
 * @returns a function that finds the key's kind; `undefined` for an unknown, empty or missing key
 */
export function createKeyLookup(settings: WriteKeySettings) {
	const { writeKeys, browserWriteKeys } = settings;
	// Looks up digests, not keys, so that the time it takes tells nothing about them.
	const kinds = new Map<string, KeyKind>([
		...browserWriteKeys.map((key) => [digest(key), 'browser'] as const),
		...writeKeys.map((key) => [digest(key), 'server'] as const),
	]);
	const isOpen = isOpenToAll(settings);
	return (key: string | undefined): KeyKind | undefined => {
		if (isOpen) return 'server';
		return key === undefined ? undefined : kinds.get(digest(key));
	};
}

/** Finds the key of an SDK's request: Basic auth username, then the body's `writeKey`, then `?writeKey=`. */
export function findWriteKey(request: FastifyRequest): string | undefined {
	return findBasicUser(request) ?? findText(request.body) ?? findQueryKey(request);
}

/** Finds the key in `?writeKey=`. */
export function findQueryKey({ query }: Pick<FastifyRequest, 'query'>): string | undefined {
	return findText(query);
}

/** Finds the username of `Authorization: Basic`, where SDKs put the key; the password stays empty. */
export function findBasicUser(request: FastifyRequest): string | undefined {
	const encoded = /^basic +([a-z0-9+/_-]+=*) *$/i.exec(request.headers.authorization ?? '')?.[1];
	const user = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8').replace(/:.*$/s, '');
	return user === '' ? undefined : user;
}

function findText(holder: unknown): string | undefined {
	const value = (holder as { writeKey?: unknown } | null | undefined)?.writeKey;
	return typeof value === 'string' && value !== '' ? value : undefined;
}

function digest(key: string): string {
	return hash('sha256', key, 'base64url');
}
