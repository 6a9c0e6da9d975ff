/** What the reasons of one event are found by. */

import { ADVERTISING_ID, ANONYMOUS_ID, EMAIL, EXTERNAL_ID, OBREF, OPPREF, PHONE, toVerdict } from '../attribution.js';
import type { Note } from '../note.js';
import { isRecord } from '../primitives/json.js';
import { DAY_MS } from '../primitives/times.js';
import { PROFILE_LIFETIME_MS, type Recollection } from '../profile/profile.js';
import type { Trace } from './trace.js';

/** Longer after the event, a click was no cause of it. The same bound as in recall-facts.ts. */
const MAX_CLICK_LEAD_MS = 5 * 60_000;
const HOUR_MS = 60 * 60_000;

/** One event, and the questions that reasons ask of it. */
export interface ReasonCase {
	readonly trace: Trace;
	/** Properties and traits that nothing reads. */
	readonly notRead: readonly string[];
}

/** True if the event carries any of these keys. */
export function carries({ trace: { matchKeys } }: ReasonCase, bits: number): boolean {
	return (matchKeys & bits) !== 0;
}

export const lacksClick = (one: ReasonCase) => !carries(one, OPPREF);

/** Browsers write down the page; servers that forward it speak for one. */
export function isFromBrowser({ trace: { reading } }: ReasonCase): boolean {
	const { context } = reading.event;
	return isRecord(context) && isRecord(context['page']) && typeof context['page']['url'] === 'string';
}

export function isOrder({ trace }: ReasonCase): boolean {
	return trace.reading.target?.type === 'order_created';
}

export function isAnonymousOnly(one: ReasonCase): boolean {
	return carries(one, ANONYMOUS_ID) && !carries(one, OPPREF | EMAIL | OBREF | ADVERTISING_ID | PHONE | EXTERNAL_ID);
}

export function isPoor({ trace: { matchKeys } }: ReasonCase): boolean {
	const verdict = toVerdict(matchKeys);
	return verdict === 'weak' || verdict === 'none';
}

export function findNote({ trace }: ReasonCase, path: string, words?: RegExp): Note | undefined {
	return trace.notes.find((note) => note.path === path && (words === undefined || words.test(note.message)));
}

/** The age of the person's last click, if that is too old to count: in days, when the event happened or, if it counted then, now. */
export function findExpiredClick({ trace: { reading, context } }: ReasonCase): { readonly days: string } | undefined {
	const { profile, nowMs } = context;
	const seenAtMs = profile?.expiredClickMs ?? seenAtMsOf(profile);
	if (seenAtMs === undefined) return undefined;
	const ageMs = [reading.timestampMs ?? nowMs, nowMs].map((atMs) => atMs - seenAtMs).find(isTooOld);
	return ageMs === undefined ? undefined : { days: String(Math.floor(ageMs / DAY_MS)) };
}

const isTooOld = (ageMs: number) => ageMs > PROFILE_LIFETIME_MS;

/** How long after the event the profile's click happened, if that is too late to count. */
export function findLaterClick({ trace: { reading, context } }: ReasonCase): { readonly later: string } | undefined {
	const leadMs = (seenAtMsOf(context.profile) ?? 0) - (reading.timestampMs ?? context.nowMs);
	if (leadMs <= MAX_CLICK_LEAD_MS) return undefined;
	return { later: leadMs < HOUR_MS ? `${Math.round(leadMs / 60_000)} min` : `${Math.round(leadMs / HOUR_MS)} h` };
}

function seenAtMsOf(profile: Recollection | undefined): number | undefined {
	return profile?.oppref?.seenAtMs ?? profile?.browser?.oppref?.seenAtMs;
}
