/** Whether SDKs need a key: shared by the start, the check of keys and the check of web pages. */

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
