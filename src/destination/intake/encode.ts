/** An event's JSON is made once: batches, retries and halves only join texts. */

import type { BatchItem } from '../batch/batch-item.js';
import type { ConversionEventDraft } from '../contract/conversion-event.js';
import { utf8Length } from '../primitives/utf8-length.js';

type Encoded = Omit<BatchItem, 'messageId' | 'validateOnly' | 'matchKeys' | 'notes'>;

export function encode(draft: ConversionEventDraft): Encoded {
	const json = JSON.stringify(draft);
	const { id, type, timestamp_ms: timestampMs, custom_event_name: customEventName } = draft;
	return {
		json,
		sizeBytes: utf8Length(json),
		id,
		type,
		timestampMs,
		...(customEventName === undefined ? {} : { customEventName }),
	};
}
