/** Where alerts may be posted. */

import { isLoopback } from 'openai-ads-destination/internal';

/** Longest address. Our choice. */
const MAX_URL = 2000;
export const RECEIVER = 'an https URL of at most 2000 characters, or http to this machine';

/** https, or http to loopback; a user and password would go out in no header. */
export function isReceiver(text: string): boolean {
	if (text.length > MAX_URL || !URL.canParse(text)) return false;
	const { protocol, hostname, username, password } = new URL(text);
	if (username !== '' || password !== '') return false;
	return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}
