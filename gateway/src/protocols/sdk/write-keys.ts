/** Who may send events: the write keys, their kinds, and where a request carries its key. */

import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { KeyKind } from '../../settings/pixel-schema.js';
import { isOpenToAll, takesBrowserOrders, type WriteKey, type WriteKeySettings } from '../../settings/write-keys.js';

/** Who holds a key, and what it allows. */
export interface KeyHolder {
	/** `server` keys may send everything; `browser` keys are public and restricted. */
	readonly kind: KeyKind;
	/** Names of the pixels that its events go to. */
	readonly pixels: readonly string[];
	readonly allowsOrders: boolean;
	/** What the operator calls it. */
	readonly label?: string;
}

export type FindKey = (key: string | undefined) => KeyHolder | undefined;

export interface KeySettings extends WriteKeySettings {
	readonly allowBrowserOrders: boolean;
}

/**
 * Creates the look-up of write keys. If none is configured, a loopback host lets everyone in as a server, with any key or
 * with none; any other host lets nobody in: such a gateway takes only webhooks.
 *
 * @returns a function that finds who holds the key; `undefined` for an unknown, empty or missing key
 */
export function createKeyLookup(settings: KeySettings): FindKey {
	// Looks up digests, not keys, so that the time it takes tells nothing about them.
	const holders = new Map(settings.keys.map((key) => [digest(key.key), toHolder(key, settings)]));
	const anybody: KeyHolder = { kind: 'server', pixels: settings.keylessPixels, allowsOrders: true };
	const isOpen = isOpenToAll(settings);
	return (key) => {
		if (isOpen) return anybody;
		return key === undefined ? undefined : holders.get(digest(key));
	};
}

function toHolder({ kind, pixels, label }: WriteKey, settings: KeySettings): KeyHolder {
	const allowsOrders = kind === 'server' || takesBrowserOrders(settings, pixels);
	return { kind, pixels, allowsOrders, ...(label === undefined ? {} : { label }) };
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
