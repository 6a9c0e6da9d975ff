/** Which web pages may talk to the gateway. */

import { isLoopback } from '../settings/loopback.js';
import type { ServerSettings } from './server-settings.js';

type OriginSettings = Pick<ServerSettings, 'host' | 'corsOrigins' | 'writeKeys' | 'browserWriteKeys'>;

/**
 * The configured ones. Without any write key a gateway on a loopback host trusts its own machine, and so the pages that
 * this machine serves.
 */
export function isAllowedOrigin(origin: string, settings: OriginSettings): boolean {
	const isOpen = !hasKeys(settings) && isLoopback(settings.host);
	return settings.corsOrigins.includes(origin) || (isOpen && isLoopbackOrigin(origin));
}

export function hasKeys({ writeKeys, browserWriteKeys }: OriginSettings): boolean {
	return writeKeys.length + browserWriteKeys.length > 0;
}

function isLoopbackOrigin(origin: string): boolean {
	return URL.canParse(origin) && isLoopback(new URL(origin).hostname);
}
