/** Whether SDKs need a key, and what a public one may do: shared by the start, the check of keys and the check of web pages. */

import { isLoopback } from 'openai-ads-destination/internal';

export interface WriteKeySettings {
	/** The address that the gateway listens on. */
	readonly host: string;
	readonly writeKeys: readonly string[];
	readonly browserWriteKeys: readonly string[];
}

export function hasWriteKeys({ writeKeys, browserWriteKeys }: WriteKeySettings): boolean {
	return writeKeys.length + browserWriteKeys.length > 0;
}

/** Without any key a gateway that only its own machine can reach takes every event. */
export function isOpenToAll(settings: WriteKeySettings): boolean {
	return !hasWriteKeys(settings) && isLoopback(settings.host);
}

/** Whether pages may send orders: anyone can read their key and claim the next order numbers, so a server that sends them goes first. */
export function takesBrowserOrders({
	writeKeys,
	allowBrowserOrders,
}: Pick<WriteKeySettings, 'writeKeys'> & { readonly allowBrowserOrders: boolean }): boolean {
	return allowBrowserOrders || writeKeys.length === 0;
}
