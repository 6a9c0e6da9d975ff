/** Where alerts may be posted. */

import { isEndpoint } from 'openai-ads-destination/internal';

/** Longest address. Our choice. */
const MAX_URL = 2000;
export const RECEIVER = 'an https URL of at most 2000 characters, or http to this machine';

/** What the library takes for an endpoint, within a length. */
export function isReceiver(text: string): boolean {
	return text.length <= MAX_URL && isEndpoint(text);
}
