/** An event's JSON is made once: batches, retries and halves only join texts. */

import type { BatchItem } from '../batch/batch-item.js';
import type { ConversionEventDraft } from '../contract/conversion-event.js';
import type { EventJson } from '../contract/json-bytes.js';
import type { Note } from '../note.js';
import { listNotes } from './list-notes.js';

/** An item that intake still works on. */
export type UnfinishedItem = { -readonly [Field in keyof BatchItem]: BatchItem[Field] };

/** What an item says besides its event. */
type About = Pick<BatchItem, 'messageId' | 'validateOnly' | 'matchKeys'>;

/** Makes the item of an encoded draft. Fields are set one by one, since V8 is slow to copy objects in which some may be missing. */
export function createItem(
	draft: ConversionEventDraft,
	{ json, sizeBytes }: EventJson,
	{ messageId, validateOnly, matchKeys }: About,
	notes: readonly Note[],
): BatchItem {
	const { id, type, timestamp_ms: timestampMs, custom_event_name: customEventName } = draft;
	const item: UnfinishedItem = { json, sizeBytes, id, type, timestampMs, messageId, validateOnly, matchKeys };
	if (customEventName !== undefined) item.customEventName = customEventName;
	if (notes.length > 0) item.notes = listNotes(notes);
	return item;
}
