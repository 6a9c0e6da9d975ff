/**
 * Why a conversion may count less than it could: one row for each reason, with all its words. Shown by `explain`, `tail`
 * and the page, and written into the documentation from here.
 */

import { EMAIL, PHONE } from '../attribution.js';
import type { KeyKind } from './match-key-names.js';
import {
	carries,
	findExpiredClick,
	findLaterClick,
	findNote,
	findUnread,
	isAnonymousOnly,
	isFromBrowser,
	isOrder,
	lacksClick,
	type ReasonCase,
} from './reason-case.js';

/** Words for the `{gaps}` of a sentence; `true` for one without gaps. */
export type Found = Readonly<Record<string, string>> | true;

export interface Reason {
	/** Rows with the same code are one reason with several causes: the first that is found counts. */
	readonly code: string;
	/** The kind of match key that the cure would win. */
	readonly wins?: KeyKind;
	/** For people, with `{gaps}`. */
	readonly sentence: string;
	/** At most 18 characters, for one line of `tail`. */
	readonly short: string;
	readonly cure?: string;
	/** Whether it holds for an event. */
	find(one: ReasonCase): Found | undefined;
}

const ifTrue = (holds: boolean): Found | undefined => (holds ? true : undefined);

/** Names of e-mail addresses and phone numbers that people use and no default path has. */
const MAIL_NAMES = /^(?:e[-_ ]?mail|mail|(?:e[-_ ]?)?mail[-_ ]?address|(?:customer|user|buyer|contact)[-_ ]?e?mail)$/i;
const PHONE_NAMES = /^(?:tel|telephone|mobile|cell|phone|(?:mobile|phone|cell|tel)[-_ ]?(?:number|nr|no|phone)?)$/i;

/** Sorted by what they win, best first. */
export const REASONS: readonly Reason[] = [
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
		code: 'no_click_web',
		wins: 'click',
		sentence: 'No oppref: the visitor came without an ad, or the click was lost.',
		short: 'no click seen',
		cure: 'Load the browser plugin on every landing page, before redirects.',
		find: (one) => ifTrue(lacksClick(one) && isFromBrowser(one)),
	},
	{
		code: 'no_click_server',
		wins: 'click',
		sentence: 'No oppref: the event has none, and no click of this person was seen.',
		short: 'no click seen',
		cure: 'Identify the buyer in the browser with the same userId before checkout, or send `context.providers.openAI.oppref`.',
		find: (one) => ifTrue(lacksClick(one) && !isFromBrowser(one)),
	},
	{
		code: 'key_not_read',
		wins: 'e-mail',
		sentence: 'E-mail left out: `{path}` is not read.',
		short: 'e-mail not read',
		cure: 'Set `fieldMapping: { "user.email": ["context.traits.email", "{path}"] }` (a row replaces the defaults, so name them again).',
		find: (one) => (carries(one, EMAIL) ? undefined : findUnread(one, MAIL_NAMES)),
	},
	{
		code: 'email_unusable',
		wins: 'e-mail',
		sentence: 'E-mail left out: it is none.',
		short: 'e-mail unusable',
		cure: 'Send the address alone, such as `jane@shop.example`, or its SHA-256.',
		find: (one) => ifTrue(!carries(one, EMAIL) && findNote(one, 'user.email', /^expected/) !== undefined),
	},
	{
		code: 'key_not_read',
		wins: 'e-mail',
		sentence: 'E-mail left out: `properties.email` is not read on this event.',
		short: 'e-mail not read',
		cure: 'Send it in `context.traits.email`.',
		find: (one) => ifTrue(!carries(one, EMAIL) && findNote(one, 'user.email', /^the one in/) !== undefined),
	},
	{
		code: 'key_not_read',
		wins: 'phone',
		sentence: 'Phone left out: `{path}` is not read.',
		short: 'phone not read',
		cure: 'Set `fieldMapping: { "user.phone": ["context.traits.phone", "{path}"] }` (a row replaces the defaults, so name them again).',
		find: (one) => (carries(one, PHONE) ? undefined : findUnread(one, PHONE_NAMES)),
	},
	{
		code: 'phone_unusable',
		wins: 'phone',
		sentence: 'Phone left out: national form, or none.',
		short: 'phone unusable',
		cure: 'Set `defaultCallingCode`, or send the number with `+` and its country code.',
		find: (one) => ifTrue(!carries(one, PHONE) && findNote(one, 'user.phone', /^expected/) !== undefined),
	},
	{
		code: 'anonymous_only',
		wins: 'id',
		sentence: 'Only an anonymousId is known.',
		short: 'anonymousId only',
		cure: 'Call `identify` when the person signs in or buys.',
		find: (one) => ifTrue(isAnonymousOnly(one)),
	},
	{
		code: 'speaks_for_server',
		wins: 'rest',
		sentence: "IP and user agent are your server's, not the buyer's.",
		short: "server's IP, agent",
		cure: "Send the browser's in `context.ip` and `context.userAgent`.",
		find: (one) => ifTrue((findNote(one, 'user.ip_address') ?? findNote(one, 'user.user_agent')) !== undefined),
	},
	{
		code: 'no_amount',
		sentence: 'Amount left out: no currency.',
		short: 'no currency',
		cure: 'Set `defaultCurrency`, or send `properties.currency`; without it return on ad spend stays empty.',
		find: (one) =>
			ifTrue(isOrder(one) && lacksAmount(one) && findNote(one, 'data.amount', /currency is unknown/) !== undefined),
	},
	{
		code: 'no_amount',
		sentence: 'Amount left out: its currency is no ISO 4217 code.',
		short: 'currency unknown',
		cure: 'Send `properties.currency` as three letters, such as USD; without it return on ad spend stays empty.',
		find: (one) => ifTrue(isOrder(one) && lacksAmount(one) && findNote(one, 'data.currency') !== undefined),
	},
	{
		code: 'no_amount',
		sentence:
			'Amount left out: the products do not add up, since a line has no price, no plain quantity or another currency.',
		short: 'no sum of products',
		cure: 'Send `properties.total`; without it return on ad spend stays empty.',
		find: (one) =>
			ifTrue(isOrder(one) && lacksAmount(one) && findNote(one, 'data.amount', /^a sum needs/) !== undefined),
	},
	{
		code: 'no_amount',
		sentence: 'Amount left out: it is no plain decimal.',
		short: 'amount unreadable',
		cure: 'Send a number such as 49.99 in `properties.total`, without a currency sign; without it return on ad spend stays empty.',
		find: (one) => ifTrue(isOrder(one) && lacksAmount(one) && findNote(one, 'data.amount') !== undefined),
	},
	{
		code: 'no_amount',
		sentence: 'Amount left out: the order has no total.',
		short: 'no total',
		cure: 'Send `properties.total`, or prices in `properties.products`; without it return on ad spend stays empty.',
		find: (one) => ifTrue(isOrder(one) && lacksAmount(one)),
	},
	{
		code: 'opted_out',
		sentence: 'Opted out: received, not used for personalisation.',
		short: 'opted out',
		find: (one) => ifTrue(one.trace.draft?.opt_out === true),
	},
	{
		code: 'no_profile',
		sentence: 'Earlier events are not known here.',
		short: 'no earlier events',
		cure: 'Put them into the same file, before this one.',
		find: (one) => ifTrue(lacksClick(one) && one.trace.context.profile === undefined),
	},
];

function lacksAmount({ trace: { draft } }: ReasonCase): boolean {
	return draft !== undefined && !('amount' in draft.data);
}
