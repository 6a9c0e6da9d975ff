/** Finds the reasons that hold for an event, those that win the best key first. */

import type { AttributionReason } from './explanation.js';
import type { ReasonCase } from './reason-case.js';
import { type Found, REASONS, type Reason } from './reasons.js';
import type { Trace } from './trace.js';

/** More would hide the first ones. Our choice. */
const MAX_REASONS = 5;
/** Of those that win no key. Our choice. */
const MIN_OTHERS = 2;
const GAP = /\{(\w+)\}/g;

/** Lists at most five; none for an event of which nothing is made. */
export function findReasons(trace: Trace, notRead: readonly string[]): AttributionReason[] {
	if (trace.draft === undefined) return [];
	const found = new Map<string, Row>();
	for (const reason of REASONS) {
		const key = `${reason.code} ${reason.wins}`;
		const gaps = found.has(key) ? undefined : find(reason, { trace, notRead });
		if (gaps !== undefined) found.set(key, { reason, told: toAttributionReason(reason, gaps) });
	}
	return cutDown([...found.values()]);
}

interface Row {
	readonly reason: Reason;
	readonly told: AttributionReason;
}

/** Wrong money and ids that count twice are not crowded out by missing keys, although they come last. */
function cutDown(rows: readonly Row[]): AttributionReason[] {
	const roots = rows.filter(({ reason }) => reason.isRoot === true);
	const others = rows.filter((row) => row.reason.wins === undefined && !roots.includes(row));
	const kept = others.slice(0, MIN_OTHERS);
	const keys = rows.filter((row) => row.reason.wins !== undefined && !roots.includes(row));
	const best = [...roots, ...keys].slice(0, MAX_REASONS - kept.length);
	return [...best, ...kept, ...others.slice(MIN_OTHERS)].slice(0, MAX_REASONS).map(({ told }) => told);
}

/** Only objects of the caller's own process can throw when they are read: they cost the reason. */
function find(reason: Reason, one: ReasonCase): Found | undefined {
	try {
		return reason.find(one);
	} catch {
		return undefined;
	}
}

/** The row that a reason was made of: rows of one code differ in their sentences. */
export function findReasonRow({ code, message }: AttributionReason): Reason | undefined {
	return REASONS.find((row) => row.code === code && isOf(row.sentence, message));
}

/** As the sentence begins and ends, whatever stands in its gaps. */
function isOf(sentence: string, message: string): boolean {
	const parts = sentence.split(GAP);
	return message.startsWith(parts[0] ?? '') && message.endsWith(parts.at(-1) ?? '');
}

function toAttributionReason({ code, sentence, cure }: Reason, gaps: Found): AttributionReason {
	return { code, message: fill(sentence, gaps), ...(cure === undefined ? {} : { cure: fill(cure, gaps) }) };
}

function fill(text: string, gaps: Found): string {
	return gaps === true ? text : text.replace(GAP, (gap, name: string) => gaps[name] ?? gap);
}
