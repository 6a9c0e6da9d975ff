/** What to do about an event that is not sent, where its detail does not say so itself. */

import type { AnalyticsEvent } from '../contract/analytics-event.js';
import type { Ending } from '../map/ending.js';
import { isReversal } from '../map/event/default-events.js';
import { speaksOtherwise } from '../map/event/suggest-event.js';
import { isRecord, ownField } from '../primitives/json.js';
import { showName } from '../primitives/show-name.js';
import { isAbsent, toText } from '../primitives/text.js';
import { toEventKey } from '../settings/conflicts.js';
import type { Settings } from '../settings/settings.js';
import { findShapeCure } from './shape-cures.js';

const ADVICE = 'If it is a conversion, ';
const REFUND = 'OpenAI takes no order back, so there is nothing to send.';
const REFUNDS = /(?:^|[^a-z])(?:refund|chargeback)/i;
const NAME_KEYS = ['name', 'event_name', 'eventName'];
/** How the advice begins that `validateEvent` gives on every time that is ahead. */
const CLOCK = 'Check the clock';
/** How the advice begins that the mapper gives on every unknown type. */
const SEND = ' Send ';
/** What an order has, and other events seldom. */
const ORDER_KEYS = ['order_id', 'orderId', 'transaction_id', 'transactionId'];
/** The end of the year 2099 in Unix milliseconds: greater numbers are micro- or nanoseconds. */
const LARGEST_MS = 4.1e12;
const HAS_ZONE = /(?:Z|UTC|GMT|[+-]\d\d:?\d\d)\)?\s*$/i;

/** The ending with a sentence that says what to do. An input that throws when it is read keeps the ending that it has. */
export function withCure(ending: Ending, event: unknown, settings: Settings): Ending {
	try {
		return addCure(ending, event, settings);
	} catch {
		return ending;
	}
}

function addCure(ending: Ending, event: unknown, settings: Settings): Ending {
	const { reason, detail } = ending;
	if (reason === 'event_not_mapped' && isRecord(event)) return { ...ending, detail: withName(detail, event) };
	if (reason === 'too_far_ahead' && isRecord(event)) return { ...ending, detail: withTime(detail, event) };
	if (reason === 'malformed' && detail.startsWith('type:')) return { ...ending, detail: withShape(detail, event) };
	const cure = findCure(ending, settings, event);
	return cure === undefined ? ending : { ...ending, detail: `${detail} ${cure}` };
}

/** What is wrong with this very input, in the place of the advice for all. */
function withShape(detail: string, event: unknown): string {
	const cure = findShapeCure(event);
	return cure === undefined ? detail : `${before(detail, SEND)} ${cure}`;
}

/** The sentence without the advice that begins like this. */
function before(detail: string, advice: string): string {
	const at = detail.lastIndexOf(advice);
	return at === -1 ? detail : detail.slice(0, at);
}

function withName(detail: string, event: AnalyticsEvent): string {
	const at = detail.indexOf(ADVICE);
	if (at === -1) return detail;
	const start = detail.slice(0, at);
	if (isRefund(event)) return start + REFUND;
	const { type, event: name, properties } = event;
	if (type !== 'track') return detail;
	const key = NAME_KEYS.find((each) => toText(ownField(event, each)) !== undefined);
	if (toText(name) === undefined)
		return key === undefined ? detail : `${start}Send what is in \`${key}\` as \`event\`.`;
	const isOther = typeof name === 'string' && speaksOtherwise(name);
	if (isOther || !ORDER_KEYS.some((each) => ownField(properties, each) !== undefined)) return detail;
	return `${start}It has the id of an order: if it is one, add { "from": ${JSON.stringify(showName(String(name)))}, "to": "order_created" } to eventMapping.`;
}

function isRefund({ type, event }: AnalyticsEvent): boolean {
	return type === 'track' && typeof event === 'string' && (isReversal(toEventKey(event)) || REFUNDS.test(event));
}

function withTime(detail: string, { timestamp, originalTimestamp }: AnalyticsEvent): string {
	const time = isAbsent(timestamp) ? originalTimestamp : timestamp;
	if (Number(time) > LARGEST_MS) return 'timestamp_ms: the number is in micro- or nanoseconds. Send milliseconds.';
	if (typeof time !== 'string' || HAS_ZONE.test(time) || !/[T ]\d/.test(time)) return detail;
	return `${before(detail, CLOCK)}It has no zone, so it was read as UTC: add one, such as Z or +02:00.`;
}

function findCure({ reason, detail }: Ending, settings: Settings, event: unknown): string | undefined {
	const { integrationName, consent } = settings;
	switch (reason) {
		case 'malformed':
			return detail.startsWith('event:') ? findShapeCure(event) : undefined;
		case 'integration_disabled':
			return `Send integrations with ${JSON.stringify(integrationName)}: true, also beside "All": false.`;
		case 'consent_denied':
			if (typeof consent !== 'object' || !detail.includes('no stamp')) return undefined;
			return toStampCure(consent.requireCategories, event);
		case 'unattributable':
			return 'Send one of them, or name in requireIdentifier only the types that need one.';
		case 'bot':
			return "If it is a person, send the browser's context.userAgent, or set bots to send.";
		default:
			return undefined;
	}
}

function toStampCure(required: readonly string[], event: unknown): string {
	const preferences = ownField(ownField(ownField(event, 'context'), 'consent'), 'categoryPreferences');
	const other = required.find((name) => !['undefined', 'boolean'].includes(typeof ownField(preferences, name)));
	if (other !== undefined) return `Send ${JSON.stringify(other)} as true or false, not as a text or a number.`;
	return `Send context.consent.categoryPreferences with ${required.map((name) => JSON.stringify(name)).join(', ')}, spelt like this.`;
}
