/** Finds the reasons that hold for an event, those that win the best key first. */

import type { AttributionReason } from './explanation.js';
import type { ReasonCase } from './reason-case.js';
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
		const gaps = found.has(key) ? undefined : find(reason, { trace, notRead });
		if (gaps !== undefined) found.set(key, toAttributionReason(reason, gaps));
	}
	return [...found.values()].slice(0, MAX_REASONS);
}

/** Only objects of the caller's own process can throw when they are read: they cost the reason. */
function find(reason: Reason, one: ReasonCase): Found | undefined {
	try {
		return reason.find(one);
	} catch {
		return undefined;
	}
}

function toAttributionReason({ code, sentence, cure }: Reason, gaps: Found): AttributionReason {
	return { code, message: fill(sentence, gaps), ...(cure === undefined ? {} : { cure: fill(cure, gaps) }) };
}

function fill(text: string, gaps: Found): string {
	return gaps === true ? text : text.replace(GAP, (gap, name: string) => gaps[name] ?? gap);
}
