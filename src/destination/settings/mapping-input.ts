/** The settings that say what an event becomes. */

import type { ActionSource, EventType } from '../contract/event-types.js';

export interface MappingInput {
	/**
	 * What your events become, one row per event name. A row overrides the default table.
	 *
	 * Two rows with the same `from` are refused, and more than 1000 rows.
	 *
	 * @example [{ from: 'Order Paid', to: 'order_created' }, { from: 'page', to: 'skip' }]
	 * @default []
	 */
	eventMapping?:
		| {
				/**
				 * Name of an event, page or screen, or `page` or `screen` for all such calls. Case, spaces, `_`, `-` and `.`
				 * don't matter.
				 */
				from: string;
				/** OpenAI event type, `custom` for an event type of your own, or `skip` to send nothing. */
				to: EventType | 'skip';
				/**
				 * Name of your own event type; required when `to` is `custom`.
				 *
				 * 1 to 64 letters, digits, `_` or `-`, beginning and ending with a letter or digit; sent in lower case.
				 */
				customEventName?: string | undefined;
				/** Path or paths to the event id, for this event only. Replaces the setting `idFrom`. */
				idFrom?: string | string[] | undefined;
				/** RudderStack's name for `idFrom`. */
				deduplicationKey?: string | string[] | undefined;
		  }[]
		| undefined;
	/**
	 * What happens to events that nothing maps: `skip` leaves them out, `custom` sends each as a custom event named after it.
	 *
	 * With `custom`, Cart Viewed becomes `cart_viewed`.
	 *
	 * @default 'skip'
	 */
	unmappedEvents?: 'skip' | 'custom' | undefined;
	/**
	 * Paths to try for the event id; the first one present is used.
	 *
	 * If the OpenAI pixel reports the same orders, both must send the same id, or each order counts twice:
	 * use `["properties.order_id", "messageId"]`.
	 *
	 * @default ['messageId']
	 */
	idFrom?: string[] | undefined;
	/**
	 * Where to read an output field such as `user.email`: one path, or several to try in order. Replaces the field's default
	 * paths.
	 *
	 * `[]` switches a field off, for example to send no IP address, phone number or city. At most 1000 fields; a path has at
	 * most 300 characters.
	 *
	 * @example { 'user.email': 'properties.buyer.email', 'user.ip_address': [] }
	 * @default {}
	 */
	fieldMapping?: Record<string, string | string[]> | undefined;
	/**
	 * Currency for events that name none: an ISO 4217 code such as `EUR`. Without it, their amounts are left out.
	 *
	 * Exception: Product Added assumes `USD` and says so in a note.
	 */
	defaultCurrency?: string | undefined;
	/**
	 * Properties to try for an event's amount; the first valid one is used.
	 *
	 * `products` adds up price times quantity of an order's products, provided that every line has a price. With the default,
	 * `value` goes before `revenue` at checkout: there it is what the buyer will pay.
	 *
	 * @default ['total', 'revenue', 'value', 'subtotal', 'amount', 'products']
	 */
	amountFrom?: string[] | undefined;
	/**
	 * What happens to an order whose total can't be right, such as cents sent as dollars: `warn` sends it with a note, `block`
	 * discards it.
	 *
	 * It can't be right if it is about a hundred times what its lines add up to, or a hundredth (with three decimals, a thousand). The
	 * gateway also compares with what it has seen: over 50 times the 99th percentile of the last amounts of that event type and
	 * currency, once it has seen 50. A blocked event is `discarded: invalid`; in the gateway it is a dead letter that a command
	 * sends after all. What is accepted can't be taken back.
	 *
	 * @default 'warn'
	 */
	moneyGuard?: 'warn' | 'block' | undefined;
	/**
	 * Paths to try for the person's id; the first one present is hashed and sent as external id.
	 *
	 * @default ['userId', 'anonymousId']
	 */
	externalIdFrom?: string[] | undefined;
	/**
	 * Where conversions happen, for events that don't say.
	 *
	 * With `web`, events from a phone without a page are sent as `mobile_app`. App events always are.
	 *
	 * @default 'web'
	 */
	defaultActionSource?: ActionSource | undefined;
	/**
	 * How `source_url` is made from the event's page URL. By default only origin and path are sent.
	 *
	 * @default { keepQuery: [] }
	 */
	sourceUrl?:
		| {
				/**
				 * Query parameters to keep in `source_url`. All others are cut, because they may hold personal data.
				 *
				 * @default []
				 */
				keepQuery?: string[] | undefined;
				/** Origin for relative URLs, such as `https://shop.example`. Without it, relative URLs are not used. */
				canonicalOrigin?: string | undefined;
				/**
				 * URL for web events that have none, such as orders sent by your server.
				 *
				 * A web event without any URL is sent with the action source `other`.
				 */
				fallback?: string | undefined;
		  }
		| undefined;
	/**
	 * Country calling code, such as `44`, for phone numbers in national form. Without it, such numbers are left out.
	 *
	 * 1 to 3 digits. It is put before every number that does not begin with `+`, `00` or this code.
	 */
	defaultCallingCode?: string | undefined;
	/**
	 * URL parameters that may carry the click reference; the first one present is used.
	 *
	 * For redirectors that pass on only parameters of their own, such as `click_id={oppref}`. Read on servers, from
	 * `context.page` and `properties.url`; the browser plugin reads `oppref` alone. At most 10 names of letters, digits,
	 * `_`, `-`, `.` and `~`. `[]` reads none.
	 *
	 * @example ['oppref', 'click_id']
	 * @default ['oppref']
	 */
	clickParams?: string[] | undefined;
	/**
	 * What happens to an e-mail address or phone number in a text that is not hashed, such as a page's title, the name of an
	 * item or a custom field: `remove` takes it out, with a note, `send` leaves it.
	 *
	 * In an id, an address is replaced by a digest, the same on every retry; numbers in ids stay. OpenAI asks never to send
	 * either in the clear. `oppref` is never changed.
	 *
	 * @default 'remove'
	 */
	personalData?: 'remove' | 'send' | undefined;
}
