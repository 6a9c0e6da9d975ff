/** Why a person can't be recognised, or not as well as they could be. */

import { EMAIL, EXTERNAL_ID, PHONE } from '../attribution.js';
import { normaliseEmail, normaliseExternalId } from '../map/user/normalise.js';
import { isAbsent } from '../primitives/text.js';
import { findUnread } from './find-unread.js';
import { findAlgorithm } from './raw-values.js';
import { ifTrue, type Reason } from './reason.js';
import { carries, findNote, isAnonymousOnly, type ReasonCase } from './reason-case.js';

/** Names of e-mail addresses and phone numbers that people use and no default path has. */
const MAIL_NAMES = /^(?:e[-_ ]?mail|mail|(?:e[-_ ]?)?mail[-_ ]?address|(?:customer|user|buyer|contact)[-_ ]?e?mail)$/i;
const PHONE_NAMES = /^(?:tel|telephone|mobile|cell|phone|(?:mobile|phone|cell|tel)[-_ ]?(?:number|nr|no|phone)?)$/i;

const isUnusable = (one: ReasonCase, key: number, path: string) =>
	!carries(one, key) && findNote(one, path, /^expected/) !== undefined;

const EMAIL_REASONS: readonly Reason[] = [
	{
		code: 'key_not_read',
		wins: 'e-mail',
		sentence: 'E-mail left out: `{path}` is not read.',
		short: 'e-mail not read',
		cure: 'Set `fieldMapping: { "user.email": ["context.traits.email", "{path}"] }` (a row replaces the defaults, so name them again).',
		find: (one) => (carries(one, EMAIL) ? undefined : findUnread(one, MAIL_NAMES)),
	},
	{
		code: 'email_hashed',
		wins: 'e-mail',
		sentence: 'E-mail left out: it is hashed with {algorithm}.',
		short: 'e-mail hash wrong',
		cure: 'Send the address, which is hashed here, or its SHA-256 in hexadecimal.',
		find: (one) => (isUnusable(one, EMAIL, 'user.email') ? findAlgorithm(one, 'user.email') : undefined),
	},
	{
		code: 'email_unusable',
		wins: 'e-mail',
		sentence: 'E-mail left out: it is none.',
		short: 'e-mail unusable',
		cure: 'Send the address alone, such as `jane@shop.example`, or its SHA-256.',
		find: (one) => ifTrue(isUnusable(one, EMAIL, 'user.email') && findAlgorithm(one, 'user.email') === undefined),
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
		code: 'user_id_email',
		wins: 'e-mail',
		sentence: 'The userId is an e-mail address: it is sent as an id, and not as an e-mail.',
		short: 'e-mail as userId',
		cure: 'Send it in `context.traits.email` too.',
		find: (one) => ifTrue(!carries(one, EMAIL) && normaliseEmail(one.trace.reading.event.userId) !== undefined),
	},
];

const PHONE_REASONS: readonly Reason[] = [
	{
		code: 'key_not_read',
		wins: 'phone',
		sentence: 'Phone left out: `{path}` is not read.',
		short: 'phone not read',
		cure: 'Set `fieldMapping: { "user.phone": ["context.traits.phone", "{path}"] }` (a row replaces the defaults, so name them again).',
		find: (one) => (carries(one, PHONE) ? undefined : findUnread(one, PHONE_NAMES)),
	},
	{
		code: 'phone_hashed',
		wins: 'phone',
		sentence: 'Phone left out: it is hashed with {algorithm}.',
		short: 'phone hash wrong',
		cure: 'Send the number, which is hashed here, or the SHA-256 of its digits in hexadecimal.',
		find: (one) => (isUnusable(one, PHONE, 'user.phone') ? findAlgorithm(one, 'user.phone') : undefined),
	},
	{
		code: 'phone_unusable',
		wins: 'phone',
		sentence: 'Phone left out: national form, or none.',
		short: 'phone unusable',
		cure: 'Set `defaultCallingCode`, or send the number with `+` and its country code.',
		find: (one) => ifTrue(isUnusable(one, PHONE, 'user.phone') && findAlgorithm(one, 'user.phone') === undefined),
	},
];

const ID_REASONS: readonly Reason[] = [
	{
		code: 'user_id_nobody',
		wins: 'id',
		sentence: 'userId left out: it is a word for nobody, such as guest.',
		short: 'userId of nobody',
		cure: 'Leave `userId` out until the person is known.',
		find: (one) => ifTrue(!carries(one, EXTERNAL_ID) && namesNobody(one)),
	},
	{
		code: 'anonymous_only',
		wins: 'id',
		sentence: 'Only an anonymousId is known.',
		short: 'anonymousId only',
		cure: 'Call `identify` when the person signs in or buys.',
		find: (one) => ifTrue(isAnonymousOnly(one)),
	},
];

function namesNobody({ trace }: ReasonCase): boolean {
	const { userId } = trace.reading.event;
	return !isAbsent(userId) && normaliseExternalId(userId) === undefined;
}

const REST_REASONS: readonly Reason[] = [
	{
		code: 'speaks_for_server',
		wins: 'rest',
		sentence: "IP and user agent are your server's, not the buyer's.",
		short: "server's IP, agent",
		cure: "Send the browser's in `context.ip` and `context.userAgent`.",
		find: (one) => ifTrue((findNote(one, 'user.ip_address') ?? findNote(one, 'user.user_agent')) !== undefined),
	},
];

export const PERSON_REASONS: readonly Reason[] = [...EMAIL_REASONS, ...PHONE_REASONS, ...ID_REASONS, ...REST_REASONS];
