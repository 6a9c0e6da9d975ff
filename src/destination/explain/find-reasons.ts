/** Finds the reasons that hold for an event, those that win the best key first. */

import type { AttributionReason } from './explanation.js';
import { type Found, REASONS, type Reason } from './reasons.js';
import type { Trace } from './trace.js';

/** More would hide the first ones. Our choice. */
const MAX_REASONS = 5;
const GAP = /\{(\w+)\}/g;

/** Lists at most five; none for an event of which nothing is made. */
export function findReasons(trace: Trace, notRead: readonly string[]): AttributionReason[] {
	if (trace.draft === undefined) return [];
	const found = new Map<string, AttributionReason>();
	for (const reason of REASONS) {
		const key = `${reason.code} ${reason.wins}`;
		const gaps = found.has(key) ? undefined : reason.find({ trace, notRead });
		if (gaps !== undefined) found.set(key, toAttributionReason(reason, gaps));
	}
	return [...found.values()].slice(0, MAX_REASONS);
}

/** The row that a reason was made of: rows of one code differ in their sentences. */
export function findReasonRow({ code, message }: AttributionReason): Reason | undefined {
	return REASONS.find((row) => row.code === code && message.startsWith(beginning(row.sentence)));
}

/** Up to its first gap. */
function beginning(sentence: string): string {
	return sentence.split('{')[0] ?? '';
}

function toAttributionReason({ code, sentence, cure }: Reason, gaps: Found): AttributionReason {
	return { code, message: fill(sentence, gaps), ...(cure === undefined ? {} : { cure: fill(cure, gaps) }) };
}

function fill(text: string, gaps: Found): string {
	return gaps === true ? text : text.replace(GAP, (gap, name: string) => gaps[name] ?? gap);
}
