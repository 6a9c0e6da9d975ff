/** Keeps a conversion event within the size limit. */

import type { ConversionEventDraft, DataDraft } from '../contract/conversion-event.js';
import { utf8Length } from '../primitives/utf8-length.js';
import type { Notes } from './note.js';
import type { Mapping } from './paths/mapping.js';

/** Largest event that is sent: docs/decisions/0012-an-event-is-at-most-1-mb.md */
export const MAX_EVENT_BYTES = 1_000_000;
/** An item has at most 75 kB (if every character is an escape), so events with this many items need not be measured. */
const FEW_ITEMS = 10;

/** Leaves out what makes a draft too large: first its items, then its custom fields. Money always stays. */
export function withinSizeLimit(
	draft: ConversionEventDraft,
	notes: Notes,
	{ customData }: Mapping,
): ConversionEventDraft {
	if (countItems(draft) <= FEW_ITEMS && customData.length <= FEW_ITEMS) return draft;
	if (isSmall(draft)) return draft;
	if (countItems(draft) > 0)
		notes.push({
			path: 'data.contents',
			message: `left out, with them the event would be larger than ${MAX_EVENT_BYTES} bytes.`,
		});
	const { contents: _, ...data } = draft.data as Exclude<DataDraft, { type: 'customer_action' }>; // It has contents.
	const withoutItems = { ...draft, data };
	if (isSmall(withoutItems)) return withoutItems;
	notes.push({ path: 'data', message: 'custom fields left out, with them the event would still be too large.' });
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
