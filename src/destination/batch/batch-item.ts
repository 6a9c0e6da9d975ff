/** One conversion event ready to send: mapped, valid and encoded. Batches, retries and halves only join these texts. */

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
	/** OpenAI checks the event without storing it. Never shares a request with live events. */
	readonly validateOnly: boolean;
	/** The analytics event it came from. */
	readonly messageId: string;
	readonly attribution: AttributionVerdict;
}
