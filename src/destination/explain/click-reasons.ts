/** Why an event has no ad click, or one that OpenAI can't use. */

import { readPlace } from '../map/paths/sources.js';
import { isAbsent } from '../primitives/text.js';
import { findOtherParameter, findUnreadClick, findUrlWithClick } from './click-elsewhere.js';
import { type Found, ifTrue, type Reason } from './reason.js';
import { findExpiredClick, findLaterClick, isFromBrowser, lacksClick, type ReasonCase } from './reason-case.js';

/** What templates and scripts leave where nothing was filled in. */
const PLACEHOLDER = /^(?:[{[<%$].*|undefined|null|none|nan|oppref)$/i;
/** Lengths that columns of databases cut to, and no token of base64 has. */
const COLUMN_LENGTHS = new Set([50, 64, 128, 255, 256, 512, 1024]);
/** An oppref begins with `gAAAAA` and goes on in letters of both cases. (recorded traffic, read 2026-11-22) */
const LOWERED = /^gaaaaa[^A-Z]{60,}$/;

const opprefOf = ({ trace }: ReasonCase) => trace.draft?.oppref ?? '';

/** Each says more than that there is none. */
const CAUSES: readonly Reason[] = [
	{
		code: 'click_placeholder',
		wins: 'click',
		sentence: 'The oppref is a placeholder that nothing filled in.',
		short: 'click not filled',
		cure: 'Fill it in on the page, or leave it out.',
		find: (one) => ifTrue(PLACEHOLDER.test(opprefOf(one))),
	},
	{
		code: 'click_changed',
		wins: 'click',
		sentence: 'The oppref is a URL or a parameter, not the value alone.',
		short: 'click changed',
		cure: 'Send what stands behind `oppref=`, up to the next `&`, byte for byte.',
		find: (one) => ifTrue(/^[^?]*\?|:\/\/|^[?&]?oppref=/i.test(opprefOf(one))),
	},
	{
		code: 'click_changed',
		wins: 'click',
		sentence: 'The oppref stands in quotes.',
		short: 'click changed',
		cure: 'Pass it on byte for byte, as it stands in the URL.',
		find: (one) => ifTrue(/^["'`\\]|["'`]$/.test(opprefOf(one))),
	},
	{
		code: 'click_changed',
		wins: 'click',
		sentence: 'The oppref ends in dots, so something cut it short.',
		short: 'click cut off',
		cure: 'Keep it whole: it may have 8192 characters.',
		find: (one) => ifTrue(['..', '\u2026'].some((dots) => opprefOf(one).endsWith(dots))),
	},
	{
		code: 'click_changed',
		wins: 'click',
		sentence: 'The oppref is in lower case, so something changed it on the way.',
		short: 'click changed',
		cure: 'Pass it on byte for byte, as it stands in the URL.',
		find: (one) => ifTrue(LOWERED.test(opprefOf(one))),
	},
	{
		code: 'click_changed',
		wins: 'click',
		sentence: 'The oppref has a space, so something decoded it on the way.',
		short: 'click changed',
		cure: 'Pass it on byte for byte, as it stands in the URL.',
		find: (one) => ifTrue(/\s/.test(opprefOf(one))),
	},
	{
		code: 'click_changed',
		wins: 'click',
		sentence: 'The oppref was encoded once more on the way: it has `%25`.',
		short: 'click changed',
		cure: 'Pass it on byte for byte, as it stands in the URL.',
		find: (one) => ifTrue(opprefOf(one).includes('%25')),
	},
	{
		code: 'click_changed',
		wins: 'click',
		sentence: 'The oppref has exactly {length} characters, as if a database had cut it.',
		short: 'click cut off',
		cure: 'Keep it whole: it may have 8192 characters.',
		find: (one) => {
			const { length } = opprefOf(one);
			return COLUMN_LENGTHS.has(length) ? { length: String(length) } : undefined;
		},
	},
	{
		code: 'click_expired',
		wins: 'click',
		sentence: 'The last click is {days} days old, OpenAI credits 30.',
		short: 'click too old',
		find: (one) => (lacksClick(one) ? findExpiredClick(one) : undefined),
	},
	{
		code: 'click_later',
		wins: 'click',
		sentence: 'The click came {later} after the event.',
		short: 'click came later',
		find: (one) => (lacksClick(one) ? findLaterClick(one) : undefined),
	},
	{
		code: 'click_unusable',
		wins: 'click',
		sentence: 'The oppref is {kind}, not a text.',
		short: 'click unusable',
		cure: 'Send it as one text, as it stands in the URL.',
		find: (one) => (lacksClick(one) ? findOtherKind(one) : undefined),
	},
	{
		code: 'click_not_read',
		wins: 'click',
		sentence: 'No oppref: `{path}` is not read.',
		short: 'click not read',
		cure: 'If it is OpenAI\'s, set `fieldMapping: { "oppref": ["context.providers.openAI.oppref", "{path}"] }`.',
		find: (one) => (lacksClick(one) ? findUnreadClick(one) : undefined),
	},
	{
		code: 'click_not_read',
		wins: 'click',
		sentence: 'No oppref: `{path}` has one in its URL, and is not read.',
		short: 'click not read',
		cure: 'Send its value in `context.providers.openAI.oppref`.',
		find: (one) => (lacksClick(one) ? findUrlWithClick(one) : undefined),
	},
	{
		code: 'click_not_read',
		wins: 'click',
		sentence: 'No oppref: the URL of the page has `{name}`, which clickParams does not name.',
		short: 'click not read',
		cure: 'If it is OpenAI\'s, set `clickParams: ["oppref", "{name}"]`.',
		find: (one) => (lacksClick(one) ? findOtherParameter(one) : undefined),
	},
];

function lacksAnyClick(one: ReasonCase): boolean {
	if (!lacksClick(one)) return false;
	for (const { find } of CAUSES) if (find(one) !== undefined) return false;
	return true;
}

export const CLICK_REASONS: readonly Reason[] = [
	...CAUSES,
	{
		code: 'no_click_web',
		wins: 'click',
		sentence: 'No oppref: the visitor came without an ad, or the click was lost.',
		short: 'no click seen',
		cure: 'Load the browser plugin on every landing page, before redirects.',
		find: (one) => ifTrue(isFromBrowser(one) && lacksAnyClick(one)),
	},
	{
		code: 'no_click_server',
		wins: 'click',
		sentence: 'No oppref: the event has none, and no click of this person was seen.',
		short: 'no click seen',
		cure: 'Identify the buyer in the browser with the same userId before checkout, or send `context.providers.openAI.oppref`.',
		find: (one) => ifTrue(!isFromBrowser(one) && lacksAnyClick(one)),
	},
];

function findOtherKind({ trace: { reading, watched } }: ReasonCase): Found | undefined {
	for (const place of watched.mapping.fields.oppref) {
		const value = readPlace(reading.sources, place);
		if (isAbsent(value) || typeof value === 'string') continue;
		return { kind: Array.isArray(value) ? 'a list' : `of type ${typeof value}` };
	}
	return undefined;
}
