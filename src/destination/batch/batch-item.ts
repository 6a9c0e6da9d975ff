/** One conversion event on its way: already mapped, valid and encoded. Batches, retries and halves only join these texts. */

import type { EventType } from '../contract/event-types.js';
import type { AttributionVerdict } from '../event-result.js';

export interface BatchItem {
	/** The conversion event as JSON: the bytes of every attempt, so that a resend is the same event. */
	readonly json: string;
	/** UTF-8 length of `json`. */
	readonly sizeBytes: number;
	readonly id: string;
	readonly type: EventType;
	readonly customEventName?: string;
	readonly timestampMs: number;
	/** OpenAI checks the event and stores it not; never shares a request with live events. */
	readonly validateOnly: boolean;
	/** The analytics event it came from. */
	readonly messageId: string;
	readonly attribution: AttributionVerdict;
}

/** UTF-8 length of a well-formed text. Counts itself, because not every host has an encoder. */
export function utf8Length(text: string): number {
	let length = text.length;
	if (ASCII.test(text)) return length;
	for (let i = 0; i < text.length; i++) {
		const unit = text.charCodeAt(i);
		if (unit > 0x7f) length++;
		// Both halves of a surrogate pair count 2, which makes the 4 bytes of the character.
		if (unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff)) length++;
	}
	return length;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII, control characters included.
const ASCII = /^[\x00-\x7f]*$/;
