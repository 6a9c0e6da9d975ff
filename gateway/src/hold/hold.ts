/** Which events wait on purpose, and which cancel others. Pure: it keeps nothing; the queue does. */

import { hash } from 'node:crypto';
import { isRecord, MAX_EVENT_AGE_MS, OPPREF, ownField, toEventKey } from 'openai-ads-destination/internal';
import type { BatchItem } from 'openai-ads-destination/pipeline';
import type { Cancellation, Hold } from '../queue/holds.js';
import { parseDuration } from '../settings/duration.js';
import type { HoldRule } from '../settings/hold-schema.js';

/** What is left for its delivery when a hold ends. Our choice. */
const TIME_TO_DELIVER_MS = 60 * 60 * 1000;
/** Of an event's name and an order's number. */
const MAX_LENGTH = 200;

type CancelRule = Extract<HoldRule, { cancelledBy: unknown }>;

export interface Holding {
	/** How long an event waits; `undefined` if it may go. @param analyticsEvent what `item` was made of */
	findHold(item: BatchItem, analyticsEvent: unknown, nowMs: number): Hold | undefined;
	/** What an event cancels; `undefined` if nothing. */
	findCancellation(analyticsEvent: unknown, nowMs: number): Cancellation | undefined;
}

interface CompiledRule {
	readonly events: ReadonlySet<string>;
	readonly forMs: number;
	/** Absent: the rule is for events that lack the click. */
	readonly path?: readonly string[];
	readonly cancelledBy: ReadonlySet<string>;
}

/**
 * Compiles the rules of one pixel; `undefined` if there are none.
 *
 * - Several rules that fit: the longest wait, and each can cancel only by its own number of the order; the first that has one counts.
 * - No event waits longer than until an hour before OpenAI finds it too old.
 * - An order without a number waits like the others, and can't be cancelled.
 */
export function createHolding(rules: readonly HoldRule[], pixelId: string): Holding | undefined {
	if (rules.length === 0) return undefined;
	const compiled = rules.map(compile);
	const toReference = (event: unknown, path: readonly string[]) => digest(pixelId, read(event, path));
	return {
		findHold: (item, event, nowMs) => {
			const name = item.customEventName ?? item.type;
			const fitting = compiled.filter(({ events, path }) => events.has(name) && (path || lacksClick(item)));
			if (fitting.length === 0) return undefined;
			const waitMs = Math.max(...fitting.map(({ forMs }) => forMs));
			const untilMs = Math.min(nowMs + waitMs, item.timestampMs + MAX_EVENT_AGE_MS - TIME_TO_DELIVER_MS);
			const [reference] = fitting.flatMap(({ path }) => (path && toReference(event, path)) ?? []);
			return { untilMs, ...(reference === undefined ? {} : { reference }) };
		},
		findCancellation: (event, nowMs) => {
			const key = readName(event);
			if (key === undefined) return undefined;
			const fitting = compiled.filter(({ cancelledBy }) => cancelledBy.has(key));
			const [reference] = fitting.flatMap(({ path = [] }) => toReference(event, path) ?? []);
			if (reference === undefined) return undefined;
			return { reference, untilMs: nowMs + Math.max(...fitting.map(({ forMs }) => forMs)) };
		},
	};
}

function compile(rule: HoldRule): CompiledRule {
	const forMs = parseDuration(rule.for) ?? 0; // The settings have checked it.
	const events = new Set(rule.events);
	if (!isCancelRule(rule)) return { events, forMs, cancelledBy: new Set() };
	return { events, forMs, path: rule.by.split('.'), cancelledBy: new Set(rule.cancelledBy.flatMap(toKeys)) };
}

function isCancelRule(rule: HoldRule): rule is CancelRule {
	return 'cancelledBy' in rule;
}

/** Of two words, either may stand first: `Order Cancelled`, `Cancelled Order`. */
function toKeys(name: string): string[] {
	const words = name.trim().split(/[\s_.-]+/);
	return [toEventKey(name), ...(words.length === 2 ? [toEventKey(words.reverse().join(' '))] : [])];
}

function lacksClick({ matchKeys }: BatchItem): boolean {
	return (matchKeys & OPPREF) === 0;
}

function readName(event: unknown): string | undefined {
	if (!isRecord(event) || event['type'] !== 'track') return undefined;
	const name = event['event'];
	return typeof name === 'string' && name.length <= MAX_LENGTH ? toEventKey(name) : undefined;
}

/** The number of the order as text; `undefined` if there is none. */
function read(event: unknown, path: readonly string[]): string | undefined {
	let value: unknown = event;
	for (const name of path) value = ownField(value, name);
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	const text = typeof value === 'string' && value.length <= MAX_LENGTH ? value.trim() : '';
	return text === '' ? undefined : text;
}

/** The number itself is kept nowhere. 132 bits. */
function digest(pixelId: string, order: string | undefined): string | undefined {
	return order === undefined ? undefined : hash('sha256', JSON.stringify([pixelId, order]), 'base64url').slice(0, 22);
}
