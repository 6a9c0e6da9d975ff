/** Replaces `settings/endpoint.ts` in the file for Segment, where there is no `URL`: a stricter check by one expression. */

import { IPV4_BYTE as BYTE } from '../../../primitives/ip-address.js';

const LOOPBACK = `localhost|127(?:\\.${BYTE}){3}|\\[::1\\]`;
const PORT = '(?::(?:6[0-4]\\d{3}|[1-5]?\\d{1,4}))?';
const REST = '(?:[/?][!-~]*)?';
// The last label of a name begins with a letter: `URL` reads a host that ends in a number as an address.
const NAME = '(?:[a-z0-9-]+\\.)*[a-z][a-z0-9-]*';
const ENDPOINT = new RegExp(
	`^(?:https://(?:${NAME}|${BYTE}(?:\\.${BYTE}){3}|${LOOPBACK})|http://(?:${LOOPBACK}))${PORT}${REST}$`,
	'i',
);

/** True for https to a plain host, and for plain http to this machine. Accepts nothing that `settings/endpoint.ts` refuses. */
export function isEndpoint(endpoint: string): boolean {
	return ENDPOINT.test(endpoint);
}
