/** What a row says of an event that was refused at the door before it was one of OpenAI's. */

import { isRecord, parseJson } from 'openai-ads-destination/internal';
import type { BareLetter } from '../dead-letters.js';

/** In `deadline_ms`, of rows without an event: no event that was taken in is so old, and none is so old that it can't be read. */
export const NO_EVENT = -1;

type About = Pick<BareLetter, 'id' | 'messageId' | 'type' | 'name' | 'notes'>;

/** What such a row has in place of the description of an event. */
export function toBareAbout({ reason: _, detail: __, ...about }: BareLetter): string {
	return JSON.stringify(about satisfies About);
}

/** What a row without an event tells; of one that a fault of the disk has changed, nothing. */
export function readBare(about: string): About {
	const bare = parseJson(about) as About | undefined; // `toBareAbout` wrote it.
	return isRecord(bare) && typeof bare.messageId === 'string' ? bare : { messageId: '', notes: [] };
}
