/** The names that `fieldMapping` knows output fields by; the same in both apiVersions. */

/** Output fields with paths of their own. */
export const FIELD_NAMES = [
	'timestamp_ms',
	'action_source',
	'source_url',
	'oppref',
	'opt_out',
	'user.email',
	'user.phone',
	'user.external_id',
	'user.first_name',
	'user.last_name',
	'user.region',
	'user.city',
	'user.postal_code',
	'user.country',
	'user.android_advertising_id',
	'user.obref',
	'user.ip_address',
	'user.user_agent',
	'data.amount',
	'data.currency',
	'data.contents',
	'data.plan_id',
] as const;

export type FieldName = (typeof FIELD_NAMES)[number];

/** Fields of one item of `data.contents`. */
export const ITEM_FIELD_NAMES = [
	'id',
	'group_id',
	'name',
	'content_type',
	'quantity',
	'amount',
	'currency',
	'variant_dict',
] as const;

export type ItemFieldName = (typeof ITEM_FIELD_NAMES)[number];

/** Prefix of an item's fields in the setting `fieldMapping`. */
export const ITEM_PREFIX = 'data.contents[].';
const FIELDS: ReadonlySet<string> = new Set(FIELD_NAMES);
const ITEM_FIELDS: ReadonlySet<string> = new Set(ITEM_FIELD_NAMES);
const CUSTOM_DATA_FIELD = /^data\.[^.[\]]+$/;

/** True for what `fieldMapping` may name: a field of the tables, an item's field, or `data.<name>` for custom events. */
export function isFieldName(name: string): boolean {
	if (FIELDS.has(name)) return true;
	if (name.startsWith(ITEM_PREFIX)) return ITEM_FIELDS.has(name.slice(ITEM_PREFIX.length));
	return CUSTOM_DATA_FIELD.test(name) && name !== 'data.type';
}
