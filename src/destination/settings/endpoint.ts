/** Where the key may be sent. A room of its own, since it needs the host's `URL`, which not every host has. */

import { isLoopback } from '../primitives/loopback.js';

/**
 * True for https anywhere, and for http to this machine: elsewhere plain http would carry the key in the clear.
 * The host is read the way `fetch` reads it: `http://localhost:80@evil.example` goes to evil.example. `fetch` refuses URLs with
 * a user or password.
 */
export function isEndpoint(endpoint: string): boolean {
	if (!URL.canParse(endpoint)) return false;
	const { protocol, hostname, username, password } = new URL(endpoint);
	if (username !== '' || password !== '') return false;
	return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}
