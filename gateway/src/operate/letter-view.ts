/** A dead letter as people may see it: ids and names that may be somebody's address or number are shown by kind and length. */

import { showName } from 'openai-ads-destination/internal';
import type { KeptLetter } from '../queue/dead-letters.js';
import type { LetterView } from './operator.js';

/** Of a reason in words; OpenAI's own answers are cut to 300 characters each. Our choice. */
const MAX_DETAIL = 1000;

export function toLetterView(letter: KeptLetter, pixel: string): LetterView {
	const { key, id, messageId, type, name, reason, detail, notes, atMs, from, tries, isTooOld, isEventKept } = letter;
	return {
		key,
		pixel,
		id: showName(id),
		messageId: showName(messageId),
		...(type === undefined ? {} : { type }),
		...(name === undefined ? {} : { name: showName(name) }),
		reason,
		detail: detail.slice(0, MAX_DETAIL),
		notes,
		at: new Date(atMs).toISOString(),
		from,
		tries,
		tooOld: isTooOld,
		eventKept: isEventKept,
	};
}
