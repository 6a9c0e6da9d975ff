/** Keeps conversion events to a size that one event may have. */

import type { ConversionEventDraft, DataDraft } from '../contract/conversion-event.js';
import { utf8Length } from '../primitives/utf8-length.js';
import type { Notes } from './note.js';
import type { Mapping } from './paths/mapping.js';

/** An event is at most this long. Our choice; OpenAI documents no limit. */
const MAX_EVENT_BYTES = 1_000_000;
/** With this many items of 75 kB at the most (every character an escape) no event reaches the limit: it is not measured. */
const FEW_ITEMS = 10;

/** The draft as it is, or without what makes it too large: first its items, then its custom fields. Money always stays. */
export function bounded(draft: ConversionEventDraft, notes: Notes, { customData }: Mapping): ConversionEventDraft {
	if (countItems(draft) <= FEW_ITEMS && customData.length <= FEW_ITEMS) return draft;
	if (isSmall(draft)) return draft;
	if (countItems(draft) > 0)
		notes.push({
			path: 'data.contents',
			message: `left out, the event would be larger than ${MAX_EVENT_BYTES} bytes.`,
		});
	const { contents: _, ...data } = draft.data as Exclude<DataDraft, { type: 'customer_action' }>; // It has contents.
	const withoutItems = { ...draft, data };
	if (isSmall(withoutItems)) return withoutItems;
	notes.push({ path: 'data', message: 'custom fields left out, the event would still be too large.' });
	const { amount, currency } = data;
	const money = { ...(amount === undefined ? {} : { amount }), ...(currency === undefined ? {} : { currency }) };
	return { ...draft, data: { type: data.type, ...money } };
}

function countItems({ data }: ConversionEventDraft): number {
	return 'contents' in data && Array.isArray(data.contents) ? data.contents.length : 0;
}

function isSmall(draft: ConversionEventDraft): boolean {
	return utf8Length(JSON.stringify(draft)) <= MAX_EVENT_BYTES;
}
