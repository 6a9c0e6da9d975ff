/**
 * Every output field of a conversion event and its input paths, in order. The mapper, the setting `fieldMapping` and the
 * tables of the documentation are derived from these tables.
 */

import { PROVIDER_PATH } from '../../contract/oppref.js';
import type { FieldName, ItemFieldName } from '../../settings/field-names.js';

/** `true` there marks an invented event. */
export const EXAMPLE_PATH = 'context.openAIAds.example';

/** Stands for the setting `integrationName` in a path. */
export const INTEGRATION = '{integration}';

/** Both places where SDKs put traits: on the event itself (identify) and in its context (all others). */
function traits(...keys: readonly string[]): string[] {
	return ['traits', 'context.traits'].flatMap((root) => keys.map((key) => `${root}.${key}`));
}

const ADDRESSES = ['billing_address', 'billingAddress', 'shipping_address', 'shippingAddress'];

/** Traits of the person's own place first, then those of the addresses that shops send. */
function places(inAddress: readonly string[], keys: readonly string[]): string[] {
	const within = (address: string) => inAddress.map((key) => `${address}.${key}`);
	return [...traits(...within('address'), ...keys), ...traits(...ADDRESSES.flatMap(within))];
}

/** Paths from the root of the analytics event. Lists of match keys take all present values, other fields the first usable one. */
export const DEFAULT_PATHS = {
	timestamp_ms: ['timestamp', 'originalTimestamp', 'sentAt', 'receivedAt'],
	action_source: ['properties.action_source'],
	source_url: ['properties.source_url', 'context.page.url', 'properties.url'],
	oppref: [
		`${PROVIDER_PATH}.oppref`,
		`integrations.${INTEGRATION}.oppref`,
		`context.integrations.${INTEGRATION}.oppref`,
		'properties.oppref',
	],
	opt_out: [],
	'user.email': traits('email', 'emails'),
	'user.phone': traits(
		'phone',
		'phones',
		'phoneNumber',
		'phone_number',
		'phonenumber',
		'phoneNumbers',
		'phone_numbers',
	),
	'user.external_id': [],
	'user.first_name': traits('firstName', 'first_name', 'firstname', 'firstNames', 'first_names'),
	'user.last_name': traits('lastName', 'last_name', 'lastname', 'lastNames', 'last_names'),
	'user.region': places(['state', 'region', 'province', 'province_code'], ['state', 'region', 'regions']),
	'user.city': places(['city'], ['city', 'cities']),
	'user.postal_code': places(
		['postalCode', 'postal_code', 'zip', 'postcode'],
		['postalCode', 'postal_code', 'postalcode', 'zip', 'postalCodes', 'postal_codes'],
	),
	'user.country': places(
		['country', 'countryCode', 'country_code'],
		['country', 'countryCode', 'country_code', 'countrycode', 'countries'],
	),
	'user.android_advertising_id': ['context.device.advertisingId'],
	'user.obref': [
		`${PROVIDER_PATH}.obref`,
		`integrations.${INTEGRATION}.obref`,
		'traits.obref',
		'context.traits.obref',
		'properties.obref',
	],
	'user.ip_address': ['context.ip'],
	'user.user_agent': ['context.userAgent'],
	'data.amount': [],
	'data.currency': ['properties.currency'],
	'data.contents': ['properties.products', 'properties.contents', 'properties.items'],
	'data.plan_id': ['properties.plan_id', 'properties.planId', 'properties.plan'],
} as const satisfies Record<FieldName, readonly string[]>;

/** More paths for `user.email` and `user.phone`, only on orders, checkouts, leads and registrations, where they are the buyer's. */
export const GUEST_PATHS = { 'user.email': ['properties.email'], 'user.phone': ['properties.phone'] } as const;

/** Paths of URLs that may have the parameter `oppref`. They are read after the paths of `oppref`. */
export const OPPREF_URL_PATHS = [
	'context.page.search',
	'context.page.tab_url',
	'context.page.url',
	'properties.url',
] as const;

/** Paths of one item's fields, from the item. If an event has no list of items, its `properties` are read as one item. */
export const ITEM_PATHS = {
	id: ['product_id', 'productId', 'sku', 'id', 'item_id'],
	group_id: ['group_id'],
	name: ['name', 'title', 'product_name', 'item_name'],
	content_type: ['content_type'],
	quantity: ['quantity'],
	amount: ['price'],
	currency: ['currency'],
	variant_dict: ['variant_dict'],
} as const satisfies Record<ItemFieldName, readonly string[]>;
