/** Events that ask to erase a person. */

import { isRecord } from 'openai-ads-destination/internal';

/** Segment's `delete`. */
export function isErasure(event: unknown): boolean {
	return isRecord(event) && event['type'] === 'delete';
}
