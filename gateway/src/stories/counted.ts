/** What the counts of hours are of: written and read here alone. Every text in them may be shown. */

import { isRecord, parseJson } from 'openai-ads-destination/internal';

/** One kind of count. */
export type Counted =
	| { readonly kind: 'in'; readonly source: string }
	/** `row` maps the name to what was meant. */
	| {
			readonly kind: 'skipped';
			readonly reason: string;
			readonly name: string;
			readonly source: string;
			readonly meant?: string;
			readonly row?: string;
	  }
	| {
			readonly kind: 'ended';
			readonly outcome: 'discarded' | 'failed';
			readonly reason: string;
			readonly type: string;
			readonly source: string;
	  }
	| {
			readonly kind: 'accepted';
			readonly type: string;
			readonly customName?: string | undefined;
			/** The analytics event's name. */
			readonly from: string;
			readonly source: string;
			readonly matchKeys: number;
	  }
	/** A note of an event that was accepted. */
	| {
			readonly kind: 'note';
			readonly path: string;
			readonly message: string;
			readonly type: string;
			readonly source: string;
	  }
	/** An order that came under two ids; an event with `event_id` and another id; one whose person's last click was too old to count. */
	| { readonly kind: 'twice' | 'event_id' | 'expired_click'; readonly type: string; readonly source: string }
	/** A duplicate with keys that the first event lacks. */
	| { readonly kind: 'poorer'; readonly type: string; readonly source: string; readonly matchKeys: number };

export function writeCounted(counted: Counted): string {
	return JSON.stringify(counted);
}

/** `undefined` for what is no count of ours, such as what is left over of an hour with too many. */
export function readCounted(what: string): Counted | undefined {
	const value = parseJson(what);
	return isRecord(value) && typeof value['kind'] === 'string' ? (value as Counted) : undefined; // `writeCounted` wrote it.
}
