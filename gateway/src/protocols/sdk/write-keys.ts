/** Who may send events: the keys, where a request carries one, and what each kind allows. */

import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { isOpenToAll, type WriteKeySettings } from '../../settings/open-to-all.js';

/** `server` may send everything, `browser` keys are public and restricted. */
export type KeyKind = 'server' | 'browser';

/**
 * Creates the judge of write keys. Without any configured key a loopback host lets everyone in as a server, with
 * a key or without, and any other host nobody: such a gateway takes webhooks alone.
 *
 * @returns a function that gives the key's kind, `undefined` for an unknown, empty or missing key
 */
export function createKeyJudge(settings: WriteKeySettings) {
	const { writeKeys, browserWriteKeys } = settings;
	// Digests are looked up, not keys, so that the time it takes tells nothing about them.
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

/** Finds the key of an SDK's request: Basic user, then the body's `writeKey`, then `?writeKey=`. */
export function findWriteKey(request: FastifyRequest): string | undefined {
	return findBasicUser(request) ?? findText(request.body) ?? findText(request.query);
}

/** The user of `Authorization: Basic`, which is where SDKs put the key; the password stays empty. */
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
