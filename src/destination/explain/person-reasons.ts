/** Why a person can't be recognised, or not as well as they could be. */

import { EMAIL, PHONE } from '../attribution.js';
import { isEmptyDigest, normaliseEmail } from '../map/user/normalise.js';
import { findUnread } from './find-unread.js';
import { ID_REASONS } from './id-reasons.js';
import { findAlgorithm, textsOf } from './raw-values.js';
import { ifTrue, type Reason } from './reason.js';
import { carries, findNote, type ReasonCase } from './reason-case.js';

/** Names of e-mail addresses and phone numbers that people use and no default path has. */
const MAIL_NAMES =
	/^(?:em|e[-_ ]?mail|mail|(?:e[-_ ]?)?mail[-_ ]?address|(?:customer|user|buyer|contact)[-_ ]?e?mail)$/i;
const PHONE_NAMES = /^(?:ph|tel|telephone|mobile|cell|phone|(?:mobile|phone|cell|tel)[-_ ]?(?:number|nr|no|phone)?)$/i;

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
		sentence: 'E-mail left out: it is the hash of an empty text.',
		short: 'e-mail hash empty',
		cure: 'Hash no empty fields: leave the e-mail out where there is none.',
		find: (one) => ifTrue(isUnusable(one, EMAIL, 'user.email') && hashesNothing(one, 'user.email')),
	},
	{
		code: 'email_masked',
		wins: 'e-mail',
		sentence: 'The e-mail is masked with asterisks, so its hash is that of nobody.',
		short: 'e-mail masked',
		cure: 'Send the whole address: it is hashed here, and never sent as it is.',
		find: (one) => ifTrue(textsOf(one, 'user.email').some((text) => text.includes('**') && text.includes('@'))),
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
		find: (one) => ifTrue(isUnusable(one, EMAIL, 'user.email') && !isHashedWrong(one, 'user.email')),
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
		sentence: 'Phone left out: it is the hash of an empty text.',
		short: 'phone hash empty',
		cure: 'Hash no empty fields: leave the phone out where there is none.',
		find: (one) => ifTrue(isUnusable(one, PHONE, 'user.phone') && hashesNothing(one, 'user.phone')),
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
		find: (one) => ifTrue(isUnusable(one, PHONE, 'user.phone') && !isHashedWrong(one, 'user.phone')),
	},
];

/** True for a digest that every shop gets which hashes empty fields. */
function hashesNothing(one: ReasonCase, field: 'user.email' | 'user.phone'): boolean {
	return textsOf(one, field).some(isEmptyDigest);
}

function isHashedWrong(one: ReasonCase, field: 'user.email' | 'user.phone'): boolean {
	return hashesNothing(one, field) || findAlgorithm(one, field) !== undefined;
}

export const PERSON_REASONS: readonly Reason[] = [...EMAIL_REASONS, ...PHONE_REASONS, ...ID_REASONS];
