/** What is kept of an event that can't become one of OpenAI's: what its owner needs to find and mend it, and no value of it. */

import { isRecord, showName } from 'openai-ads-destination/internal';
import type { Admission } from 'openai-ads-destination/pipeline';
import type { BareLetter } from '../queue/dead-letters.js';

/** The longest of our sentences are shorter; several in one are not. Our choice. */
const MAX_DETAIL = 1000;

/** `undefined` for events that were not refused, and for those that the money guard stopped, which are kept whole. @param event as it came */
export function toBareLetter({ item, blocked, result }: Admission, event: unknown): BareLetter | undefined {
	if (item !== undefined || blocked !== undefined || result.outcome === 'accepted' || result.outcome === 'skipped')
		return undefined;
	const { reason, detail = '', messageId, id, type, notes = [] } = result;
	const name = isRecord(event) ? event['event'] : undefined;
	return {
		messageId: showName(messageId),
		...(id === undefined ? {} : { id: showName(id) }),
		...(type === undefined ? {} : { type }),
		...(typeof name === 'string' && name !== '' ? { name: showName(name) } : {}),
		reason,
		detail: detail.slice(0, MAX_DETAIL),
		// A path can be the name of a field of the sender's own, which may be anything and of any length.
		notes: notes.map(({ path, message }) => ({ path: showName(path), message: message.slice(0, MAX_DETAIL) })),
	};
}
