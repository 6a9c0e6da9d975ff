/** Maps event names to OpenAI's event types: "Order Completed" to `order_created`. */

import { findNameProblem } from '../../contract/custom-event-name.js';
import {
	APP_EVENT_TYPES,
	type EventType,
	STANDARD_EVENT_TYPES,
	type StandardEventType,
} from '../../contract/event-types.js';
import { toEventKey } from '../../settings/conflicts.js';
import type { Settings } from '../../settings/settings.js';
import type { EventTarget, ResolveEventType } from '../paths/mapping.js';
import type { PathTable } from '../paths/paths.js';

/** Event names of Segment's and RudderStack's specs, in their spelling, and their event types. The `page` call is not in the table. */
export const DEFAULT_EVENTS: readonly (readonly [name: string, type: StandardEventType])[] = [
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

/** Never sent as custom events: OpenAI has no refund event and ignores resent ids. A row of `eventMapping` can still map them. */
const REVERSALS = new Set(['order_refunded', 'order_cancelled', 'order_canceled']);

/** Names are resolved once and remembered. More or longer ones than this are probably not names. */
const MAX_REMEMBERED_NAMES = 1000;
const MAX_NAME_LENGTH = 200;
/** The slug of a longer name is made from its beginning. */
const MAX_SLUGGED_LENGTH = 1000;

/** Compiles `eventMapping`, `unmappedEvents` and the default table. Order: row, standard OpenAI name, default table, slug. */
export function compileEventTypes(settings: Settings, paths: PathTable): ResolveEventType {
	const rows = new Map(settings.eventMapping.map((row) => [toEventKey(row.from), toTarget(row, paths)]));
	const defaults = new Map<string, EventTarget>(DEFAULT_EVENTS.map(([name, type]) => [toEventKey(name), { type }]));

	function resolve(call: unknown, name: unknown): EventTarget | undefined {
		const key = typeof name === 'string' ? toEventKey(name) : '';
		const row = rows.get(key) ?? (call === 'track' ? undefined : rows.get(String(call)));
		if (row !== undefined) return row === 'skip' ? undefined : row;
		if (call === 'page') return { type: 'page_viewed' };
		if (call !== 'track') return undefined;
		if (STANDARD_EVENT_TYPES.has(key)) return { type: key as StandardEventType }; // The set holds these values only.
		return defaults.get(key) ?? (settings.unmappedEvents === 'custom' ? toCustomTarget(key) : undefined);
	}

	const remembered = { track: new Targets(), page: new Targets(), screen: new Targets() };
	return (event) => {
		const call = event.type as keyof typeof remembered; // readEvent lets only these three calls through.
		const name = call === 'track' ? event.event : event.name;
		if (typeof name !== 'string' || name.length > MAX_NAME_LENGTH) return resolve(call, name);
		return remembered[call].find(name, () => resolve(call, name));
	};
}

/** Remembers the targets of names. Bounded: with too many different names it starts over. */
class Targets {
	readonly #targets = new Map<string, EventTarget | undefined>();

	find(name: string, resolve: () => EventTarget | undefined): EventTarget | undefined {
		const known = this.#targets.get(name);
		if (known !== undefined || this.#targets.has(name)) return known;
		if (this.#targets.size >= MAX_REMEMBERED_NAMES) this.#targets.clear();
		const target = resolve();
		this.#targets.set(name, target);
		return target;
	}
}

function toTarget(row: Settings['eventMapping'][number], paths: PathTable): EventTarget | 'skip' {
	if (row.to === 'skip') return 'skip';
	return {
		type: row.to,
		...(row.customEventName === undefined ? {} : { customEventName: row.customEventName.toLowerCase() }),
		...(row.idFrom === undefined ? {} : { idPlaces: [row.idFrom].flat().map(paths.add) }),
	};
}

function toCustomTarget(key: string): EventTarget | undefined {
	const customEventName = slugify(key);
	const isUsable = findNameProblem(customEventName) === undefined && !REVERSALS.has(customEventName);
	return isUsable ? { type: 'custom', customEventName } : undefined;
}

/** Turns any text into a custom event's name: `Cart Viewed` into `cart_viewed`. Empty if no usable character is left. */
export function slugify(name: string): string {
	const trimmed = name
		.slice(0, MAX_SLUGGED_LENGTH)
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^a-z0-9_-]/gu, '_')
		.replace(/^[_-]+/, '')
		.slice(0, 64);
	return trimmed.replace(/[_-]+$/, '');
}

/** True for the lifecycle events of native apps. */
export function isAppEvent(type: EventType): boolean {
	return APP_EVENT_TYPES.has(type);
}
