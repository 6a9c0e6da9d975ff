/** How each field is made: one sentence each, and one or two words where a table has room for no more. */

export interface Rule {
	readonly sentence: string;
	readonly short?: string;
}

const HASHED = 'Trimmed, lower-cased and hashed with SHA-256; a digest is sent as it is.';
const IN_ITS_FORM = 'Trimmed and sent in the clear.';

/** By field; lists and items without an index. A field without a row is one of the advertiser's own. */
const RULES: Readonly<Record<string, Rule>> = {
	id: { sentence: 'The first path of idFrom that has a value; the same on every retry.' },
	type: { sentence: 'The event type that the name of the event means by the default table.', short: 'default table' },
	timestamp_ms: { sentence: 'ISO 8601, Unix seconds or milliseconds, sent in milliseconds.' },
	action_source: { sentence: "One of OpenAI's seven words." },
	source_url: { sentence: 'Origin and path; the query is cut, except for sourceUrl.keepQuery.', short: 'cut' },
	custom_event_name: { sentence: 'Named by the row of eventMapping, or after the event.' },
	oppref: { sentence: 'The ad click, byte for byte.' },
	opt_out: { sentence: 'Received, but not used for personalisation.' },
	'user.emails_sha256': { sentence: HASHED },
	'user.email_sha256': { sentence: HASHED },
	'user.phone_numbers_sha256': { sentence: 'Digits with the country code, hashed with SHA-256.' },
	'user.external_ids_sha256': { sentence: 'Trimmed and hashed with SHA-256, its case kept.' },
	'user.external_id_sha256': { sentence: 'Trimmed, lower-cased and hashed with SHA-256.' },
	'user.first_names_sha256': { sentence: 'Lower-cased, without spaces and punctuation, hashed with SHA-256.' },
	'user.last_names_sha256': { sentence: 'Lower-cased, without spaces and punctuation, hashed with SHA-256.' },
	'user.regions': { sentence: IN_ITS_FORM },
	'user.cities': { sentence: IN_ITS_FORM },
	'user.city': { sentence: IN_ITS_FORM },
	'user.postal_codes': { sentence: IN_ITS_FORM },
	'user.zip_code': { sentence: IN_ITS_FORM },
	'user.countries': { sentence: 'As its two letters (ISO 3166-1).' },
	'user.country': { sentence: 'As its two letters (ISO 3166-1).' },
	'user.android_advertising_id': { sentence: 'Of Android only, and only if the device allows ad tracking.' },
	'user.obref': { sentence: "The pixel's browser id, unchanged." },
	'user.ip_address': { sentence: 'A public address; private ones are left out.' },
	'user.user_agent': { sentence: "A browser's or an app's; those of server libraries are left out." },
	'data.type': { sentence: 'The shape of data that the event type requires.' },
	'data.amount': { sentence: 'Decimal text shifted to minor units of the currency, rounded half away from zero.' },
	'data.currency': { sentence: 'ISO 4217, upper case.' },
	'data.plan_id': { sentence: 'As it is, up to 1000 characters.' },
	'data.contents.id': { sentence: 'As it is, up to 1000 characters.' },
	'data.contents.group_id': { sentence: 'As it is, up to 1000 characters.' },
	'data.contents.name': { sentence: 'As it is, up to 1000 characters.' },
	'data.contents.content_type': { sentence: 'Its own, else `product` on events of products.' },
	'data.contents.quantity': { sentence: 'A whole number.' },
	'data.contents.amount': { sentence: 'The price of one, in minor units of the currency.' },
	'data.contents.currency': { sentence: "ISO 4217; sent where it is not the event's." },
	'data.contents.variant_dict': { sentence: 'Up to twenty texts.' },
};

const OWN: Rule = { sentence: 'JSON as it is, for the path that fieldMapping names.' };

/** By where the value came from, when that says more than the field. */
export const SOURCE_RULES = {
	profile: { sentence: 'Remembered from an earlier event of this person.' },
	setting: { sentence: 'Used where the event has none.' },
	now: { sentence: 'The current time, since the event has none.' },
	seconds: { sentence: 'Unix seconds, read as such.', short: 'seconds' },
	usd: { sentence: 'USD, since the event names no currency.' },
	noUrl: { sentence: 'Sent as `other`, since a `web` event needs a URL and there is none.' },
	appEvent: { sentence: 'Events of the app come from a mobile app.' },
	phone: { sentence: 'From a phone and without a page: a mobile app.' },
	requestIp: { sentence: "The address that RudderStack saw the visitor's call come from." },
	row: { sentence: 'The event type that the row of eventMapping names.', short: 'eventMapping' },
	call: { sentence: 'The event type that stands for the call.', short: 'the call' },
	unmapped: { sentence: 'A custom event, as unmappedEvents says.', short: 'unmappedEvents' },
	sum: { sentence: 'Price times quantity of the products, added up exactly and rounded once.', short: 'sum' },
	clickParameter: { sentence: 'The ad click: the parameter of the URL, byte for byte.', short: 'parameter' },
	gpc: { sentence: 'Global Privacy Control.' },
	adTracking: { sentence: 'The device lets nobody track it for ads.' },
	product: { sentence: 'Events of products have items of this type.' },
} as const satisfies Record<string, Rule>;

const INDEX = /\[\d+\]/g;

/** The rule of a field: `ruleOf('data.contents[0].id')`. */
export function ruleOf(path: string): Rule {
	const field = path.replace(INDEX, '');
	return (Object.hasOwn(RULES, field) ? RULES[field] : undefined) ?? OWN;
}

const SHORTS = new Map(
	[...Object.values(RULES), ...Object.values<Rule>(SOURCE_RULES)].flatMap(({ sentence, short }) =>
		short === undefined ? [] : [[sentence, short] as const],
	),
);

/** The one or two words for a rule, for tables: `shortRule(rule)` is `cut`; `undefined` for most. */
export function shortRule(sentence: string): string | undefined {
	return SHORTS.get(sentence);
}
