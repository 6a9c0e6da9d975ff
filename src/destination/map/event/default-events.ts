/** The event names that are mapped without any settings. */

import { STANDARD_EVENT_TYPES, type StandardEventType } from '../../contract/event-types.js';
import { toEventKey } from '../../settings/conflicts.js';

type NamedType = readonly [name: string, type: StandardEventType];

/** Event names of Segment's and RudderStack's specs, in their spelling, and their event types. The `page` call is not in the table. */
export const DEFAULT_EVENTS: readonly NamedType[] = [
	['Product Viewed', 'contents_viewed'],
	['Product Added', 'items_added'],
	['Checkout Started', 'checkout_started'],
	['Order Completed', 'order_created'],
	['Signed Up', 'registration_completed'],
	['Account Created', 'registration_completed'],
	['Lead Generated', 'lead_created'],
	['Lead Captured', 'lead_created'],
	['Trial Started', 'trial_started'],
	['Subscription Started', 'subscription_created'],
	['Subscription Created', 'subscription_created'],
	['Appointment Scheduled', 'appointment_scheduled'],
	['Meeting Booked', 'appointment_scheduled'],
	['Application Installed', 'app_installed'],
	['Application Opened', 'app_opened'],
];

/** Event names that Google Analytics 4 recommends. (developers.google.com/analytics/devguides/collection/ga4/reference/events, read 2026-11-22) */
export const GA4_EVENTS: readonly NamedType[] = [
	['purchase', 'order_created'],
	['add_to_cart', 'items_added'],
	['begin_checkout', 'checkout_started'],
	['view_item', 'contents_viewed'],
	['generate_lead', 'lead_created'],
	['sign_up', 'registration_completed'],
];

/** What shops and apps also send with the verb first, as in "Completed Order". (npm analytics-events 2.2.5, read 2026-11-22) */
const EITHER_ORDER: ReadonlySet<StandardEventType> = new Set<StandardEventType>([
	'contents_viewed',
	'items_added',
	'checkout_started',
	'order_created',
	'app_installed',
	'app_opened',
]);

/** Never sent as custom events: OpenAI has no refund event and ignores resent ids. A row of `eventMapping` can still map them. */
const REVERSALS = new Set(
	['Order Refunded', 'Order Cancelled', 'Order Canceled'].flatMap((name) => [name, inOtherOrder(name)]).map(toEventKey),
);

/**
 * RudderStack's Shopify source sends Order Created from the server, beside the pixel's Order Completed and without an id that
 * both have: mapped by itself, every order would count twice. (RudderStack's documentation, read 2026-11-22)
 */
const TOLD_TWICE: StandardEventType = 'order_created';

/** One of OpenAI's own names, written as OpenAI writes it; case and outer space aside. */
export function toStandardType(name: string): StandardEventType | undefined {
	const type = name.trim().toLowerCase();
	return STANDARD_EVENT_TYPES.has(type) ? (type as StandardEventType) : undefined; // The set holds these values only.
}

/** The event type of every default name, by the key that `toEventKey` makes of the name; of OpenAI's own names in other spellings too. */
export function defaultTypes(): Map<string, StandardEventType> {
	const types = [...STANDARD_EVENT_TYPES].filter((type) => type !== TOLD_TWICE);
	const standard = types.map((type) => [type, type] as NamedType); // The set holds these values only.
	const reversed = DEFAULT_EVENTS.filter(([, type]) => EITHER_ORDER.has(type)).map(
		([name, type]) => [inOtherOrder(name), type] as const,
	);
	const names = [...standard, ...DEFAULT_EVENTS, ...reversed, ...GA4_EVENTS];
	return new Map(names.map(([name, type]) => [toEventKey(name), type]));
}

/** The names that are mapped without any settings, but for OpenAI's own names in whatever spelling. */
export function defaultEventNames(): string[] {
	const named = [...DEFAULT_EVENTS, ...GA4_EVENTS].map(([name]) => name);
	const reversed = DEFAULT_EVENTS.filter(([, type]) => EITHER_ORDER.has(type)).map(([name]) => inOtherOrder(name));
	const standard = new Set([...STANDARD_EVENT_TYPES].map(toEventKey));
	return [...named, ...reversed].filter((name) => !standard.has(toEventKey(name)));
}

/** True for the events that take an order back, in any spelling. */
export function isReversal(key: string): boolean {
	return REVERSALS.has(key);
}

function inOtherOrder(name: string): string {
	return name.split(' ').reverse().join(' ');
}
