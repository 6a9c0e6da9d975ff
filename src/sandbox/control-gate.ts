/** Keeps web pages away from the sandbox's own routes, which need no key: they show `oppref` and switch faults on. */

import type { IncomingHttpHeaders } from 'node:http';
import { isIpAddress } from '../destination/primitives/ip-address.js';
import { isLoopback } from '../destination/primitives/loopback.js';
import { requestRefused } from './error-answer.js';
import type { SandboxAnswer } from './sandbox-answer.js';

const OWN_SITES: ReadonlySet<unknown> = new Set([undefined, 'none', 'same-origin']);

/**
 * The refusal of a request that a web page may have made; `undefined` lets it in.
 *
 * - an `Origin` header, or a `Sec-Fetch-Site` of another site: a page asks. Addresses that a person types have neither.
 * - a `Host` that is a foreign name: a page has pointed its own name at this machine (DNS rebinding). Loopback names, IP
 *   addresses and the host that the sandbox was created with can't be taken over like that.
 *
 * @source Fetch Metadata, W3C (read 2026-11-26)
 */
export function refusePage(headers: IncomingHttpHeaders, ownHost: string): SandboxAnswer | undefined {
	if (headers.origin !== undefined || !OWN_SITES.has(headers['sec-fetch-site']))
		return refusal('origin', 'Web pages may not use /_sandbox. Call it from a script or a terminal.');
	if (isOwnHost(headers.host ?? '', ownHost)) return undefined;
	return refusal('host', `Host: expected localhost, an IP address or ${ownHost}. Call the sandbox by its own URL.`);
}

function isOwnHost(host: string, ownHost: string): boolean {
	if (host.length > 300) return false;
	const name = host.replace(/:\d{1,5}$/, '').toLowerCase();
	return isLoopback(name) || name === ownHost.toLowerCase() || isIpAddress(name.replace(/^\[|\]$/g, ''));
}

function refusal(param: string, message: string): SandboxAnswer {
	return requestRefused(403, param, `${param}_not_allowed`, message);
}
