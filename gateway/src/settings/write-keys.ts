/** Whether SDKs need a key, where it leads and what a public one may do: shared by the start, the check of keys and the check of web pages. */

import { isLoopback } from 'openai-ads-destination/internal';
import type { KeyKind } from './pixel-schema.js';

/** A key that senders may use, with the names of the pixels that its events go to. */
export interface WriteKey {
	readonly key: string;
	readonly kind: KeyKind;
	readonly label?: string;
	readonly pixels: readonly string[];
}

export interface WriteKeySettings {
	/** The address that the gateway listens on. */
	readonly host: string;
	readonly keys: readonly WriteKey[];
	/** Names of the pixels that events go to which come without a key. */
	readonly keylessPixels: readonly string[];
}

export function hasWriteKeys({ keys }: Pick<WriteKeySettings, 'keys'>): boolean {
	return keys.length > 0;
}

/** Without any key a gateway that only its own machine can reach takes every event, if it is clear for which pixel. */
export function isOpenToAll(settings: WriteKeySettings): boolean {
	return !hasWriteKeys(settings) && settings.keylessPixels.length > 0 && isLoopback(settings.host);
}

/**
 * Whether pages may send orders to these pixels: anyone can read their key and claim the next order numbers, so a server that sends
 * them goes first.
 *
 * @param pixels names; all pixels unless given
 */
export function takesBrowserOrders(
	{ keys, allowBrowserOrders }: Pick<WriteKeySettings, 'keys'> & { readonly allowBrowserOrders: boolean },
	pixels?: readonly string[],
): boolean {
	const isTheirs = (key: WriteKey) => pixels === undefined || key.pixels.some((name) => pixels.includes(name));
	return allowBrowserOrders || !keys.some((key) => key.kind === 'server' && isTheirs(key));
}
