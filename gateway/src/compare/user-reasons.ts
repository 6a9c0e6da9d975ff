/** Why user fields differ by design. */

import { type FieldPair, isDigestOf, type Reason, readField, sha256, toList, toLower, toText } from './field-pair.js';

/** What the other made of a trait: one of its values is this of it. */
function isMade({ theirs, event }: FieldPair, name: string, make: (raw: string) => string): boolean {
	const places = [['traits'], ['context', 'traits'], ['properties']];
	const raws = places.flatMap((place) => toText(readField(event, ...place, name)) ?? []);
	return raws.some((raw) => toList(theirs).includes(make(raw)));
}

export const USER_REASONS: readonly Reason[] = [
	{
		code: 'anonymous_external_id',
		field: 'user.external_ids_sha256',
		reason:
			'The userId goes before the anonymousId, which ties an event to nobody that signs in. Setting: externalIdFrom.',
		is: ({ path, theirs, event }) => {
			const id = toText(event['anonymousId']);
			return (
				path === 'user.external_ids_sha256' &&
				id !== undefined &&
				isDigestOf(theirs, id) &&
				event['userId'] !== undefined
			);
		},
	},
	{
		code: 'lower_case_external_id',
		field: 'user.external_ids_sha256',
		reason: 'Ids keep their case, as the pixel sends them; in lower case the two do not match.',
		is: ({ path, theirs, event }) => {
			const ids = [event['userId'], event['anonymousId']].flatMap((id) => toText(id) ?? []);
			const isLowered = (id: string) => id !== id.toLowerCase() && isDigestOf(theirs, id.toLowerCase());
			return path === 'user.external_ids_sha256' && ids.some(isLowered);
		},
	},
	{
		code: 'digest_of_digest',
		field: 'user.*_sha256',
		reason: 'A value that is a digest already is not hashed again.',
		is: ({ path, ours, theirs }) =>
			path.endsWith('_sha256') && toList(ours).some((digest) => isDigestOf(theirs, String(digest))),
	},
	{
		code: 'raw_email_digest',
		field: 'user.emails_sha256',
		reason: 'An e-mail address is trimmed and put in lower case before it is hashed, as OpenAI asks.',
		is: (pair) => pair.path === 'user.emails_sha256' && isMade(pair, 'email', sha256),
	},
	{
		code: 'phone_with_sign',
		field: 'user.phone_numbers_sha256',
		reason: 'A phone number is hashed as its digits alone, with the country code and without +, as OpenAI asks.',
		is: (pair) =>
			pair.path === 'user.phone_numbers_sha256' &&
			[(raw: string) => sha256(raw), (raw: string) => sha256(`+${raw.replace(/\D/g, '')}`)].some((make) =>
				isMade(pair, 'phone', make),
			),
	},
	{
		code: 'more_values',
		field: 'user lists',
		reason: 'OpenAI takes up to three values of a key: those of the event and those that are known of the person.',
		is: ({ path, ours, theirs }) =>
			path.startsWith('user.') &&
			toList(theirs).length > 0 &&
			toList(theirs).every((value) => toList(ours).includes(value)),
	},
	{
		code: 'case_of_places',
		field: 'user.countries, cities, regions, postal_codes',
		reason: 'OpenAI trims places and puts them in lower case itself; they go as they are.',
		is: ({ path, ours, theirs }) =>
			/^user\.(countries|cities|regions|postal_codes)$/.test(path) &&
			ours !== undefined &&
			toLower(ours) === toLower(theirs),
	},
	{
		code: 'minted_obref',
		field: 'user.obref',
		reason: "The pixel's browser id is never made up: only one that the pixel set can match.",
		is: ({ path, ours, theirs, event }) =>
			path === 'user.obref' && ours === undefined && !JSON.stringify(event).includes(JSON.stringify(theirs)),
	},
];
