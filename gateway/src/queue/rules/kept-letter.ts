/** A row of a dead letter, and what is told of it. */

import type { BatchItem } from 'openai-ads-destination/pipeline';
import type { KeptLetter } from '../dead-letters.js';
import { NO_EVENT, readBare } from './bare-letter.js';
import { fromTierNumber, SERVER } from './tier.js';

/** Letters that one transaction puts back or drops. Our choice. */
export const LETTERS_AT_ONCE = 1000;
/** Who wants room for letters that are sent again. */
export const OPERATOR = { tier: SERVER, sender: null };

/** Numbers that are too large for JavaScript are texts, and texts that may hold any character are bytes, as each engine has them. */
export interface LetterRow<Key = number | string, Text = string | Buffer> {
	readonly key: Key;
	readonly at_ms: number;
	readonly reason: string;
	readonly detail: string;
	readonly attempts: number;
	readonly size_bytes: number;
	readonly json: Text;
	readonly about: Text;
	readonly tier: number;
	readonly sender: string | null;
	readonly deadline_ms: number;
}

/** What is kept of a letter. @param item undefined if the row can't be read */
export function toKept(
	row: LetterRow,
	item: BatchItem | undefined,
	{ pixelId, nowMs }: { readonly pixelId: string; nowMs(): number },
): KeptLetter {
	const isEventKept = row.deadline_ms !== NO_EVENT;
	return {
		key: String(row.key),
		pixelId,
		...(isEventKept ? toNames(item) : { id: '', ...readBare(row.about.toString()) }),
		reason: row.reason,
		detail: row.detail,
		atMs: row.at_ms,
		from: row.sender ?? fromTierNumber(row.tier),
		tries: row.attempts,
		isTooOld: isEventKept && (item === undefined || row.deadline_ms <= nowMs()),
		isEventKept,
	};
}

function toNames(item: BatchItem | undefined): Pick<KeptLetter, 'id' | 'messageId' | 'type' | 'name' | 'notes'> {
	if (item === undefined) return { id: '', messageId: '', notes: [] };
	const { id, messageId, type, customEventName: name, notes = [] } = item;
	return { id, messageId, type, ...(name === undefined ? {} : { name }), notes };
}
