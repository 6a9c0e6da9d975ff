/** Which web pages may talk to the gateway. */

import { isLoopback } from 'openai-ads-destination/internal';
import { isOpenToAll, type WriteKeySettings } from '../settings/write-keys.js';

type OriginSettings = WriteKeySettings & { readonly corsOrigins: readonly string[] };

/**
 * Allows the configured origins. Without any write key a gateway on a loopback host trusts its own machine, so it also
 * allows pages that this machine serves.
 */
export function isAllowedOrigin(origin: string, settings: OriginSettings): boolean {
	return settings.corsOrigins.includes(origin) || (isOpenToAll(settings) && isLoopbackOrigin(origin));
}

function isLoopbackOrigin(origin: string): boolean {
	return URL.canParse(origin) && isLoopback(new URL(origin).hostname);
}
