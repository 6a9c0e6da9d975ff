/** The event types of OpenAI's Conversions API and the shape of `data` that each one requires. */

/**
 * Event type to data type. The schema, the mapper and the documentation's table are derived from this object.
 *
 * @source https://developers.openai.com/ads/supported-events (read 2026-11-22)
 */
export const DATA_TYPE_OF = {
	page_viewed: 'contents',
	contents_viewed: 'contents',
	items_added: 'contents',
	checkout_started: 'contents',
	order_created: 'contents',
	lead_created: 'customer_action',
	registration_completed: 'customer_action',
	appointment_scheduled: 'customer_action',
	app_installed: 'customer_action',
	app_opened: 'customer_action',
	subscription_created: 'plan_enrollment',
	trial_started: 'plan_enrollment',
	custom: 'custom',
} as const;

export type EventType = keyof typeof DATA_TYPE_OF;
export type DataType = (typeof DATA_TYPE_OF)[EventType];
/** Every event type except `custom`, which needs a name of the advertiser's own. */
export type StandardEventType = Exclude<EventType, 'custom'>;

export const EVENT_TYPES = Object.keys(DATA_TYPE_OF) as [EventType, ...EventType[]]; // Object.keys loses the literal types.
export const STANDARD_EVENT_TYPES: ReadonlySet<string> = new Set(EVENT_TYPES.filter((type) => type !== 'custom'));
/** Lifecycle events of a native app: their `action_source` must be `mobile_app`. */
export const APP_EVENT_TYPES: ReadonlySet<string> = new Set<EventType>(['app_installed', 'app_opened']);

/** @source https://developers.openai.com/ads/conversions-api (read 2026-11-22) */
export const ACTION_SOURCES = [
	'web',
	'mobile_app',
	'offline',
	'physical_store',
	'phone_call',
	'email',
	'other',
] as const;
export type ActionSource = (typeof ACTION_SOURCES)[number];
