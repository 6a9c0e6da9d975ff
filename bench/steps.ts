/** The steps of one event, each by itself, and the floor that no implementation can go below. */

import * as crypto from 'node:crypto';
import { type ConversionEventDraft, mapEvent, validateEvent } from 'openai-ads-destination';
import { measure, median, type Row } from './measure.js';
import { orderEventJson } from './order-event.js';

const FLOOR = 'floor: parse + 5 SHA-256 + stringify';
const WHOLE = 'parse + map + validate + encode';
const EVENTS = 2000;
const ROUNDS = 30;

interface Order {
	readonly userId: string;
	readonly context: { readonly traits: Readonly<Record<'email' | 'phone' | 'firstName' | 'lastName', string>> };
}

let people = 0;

/** Fresh people in every round: neither hashes nor texts can be remembered from an earlier one. */
function freshJson(timestamp: string): string[] {
	return Array.from({ length: EVENTS }, () => orderEventJson(people++, timestamp));
}

/** Parse, the same number of SHA-256, stringify. */
function floor(texts: readonly string[]): void {
	for (const text of texts) {
		const order: Order = JSON.parse(text);
		const { email, phone, firstName, lastName } = order.context.traits;
		for (const value of [order.userId, email, phone, firstName, lastName]) crypto.hash('sha256', value, 'hex');
		JSON.stringify(order);
	}
}

/** Prints time per event for each step, and their sum as a ratio to the floor. Returns false if the ratio is over the limit. */
export function runSteps(limit: number): boolean {
	const nowMs = Date.now();
	const timestamp = new Date(nowMs - 60_000).toISOString();
	const settings = {};
	const map = (event: unknown): ConversionEventDraft => {
		const mapped = mapEvent(event, settings, nowMs);
		if (!mapped.ok) throw new Error(`The bench's order is not mapped: ${mapped.detail}`);
		return mapped.event;
	};
	const texts = () => freshJson(timestamp);
	const parsed = () => texts().map((text) => JSON.parse(text));
	const mapped = () => parsed().map(map);
	const rows: Row<never[]>[] = [
		{ name: FLOOR, prepare: texts as never, work: floor },
		{
			name: WHOLE,
			prepare: texts as never,
			work: (list: string[]) => {
				for (const text of list) {
					const event = map(JSON.parse(text));
					if (!validateEvent(event, nowMs).ok) throw new Error('The mapped order is not valid.');
					JSON.stringify(event);
				}
			},
		},
		{ name: 'parse', prepare: texts as never, work: (list: string[]) => list.forEach((text) => void JSON.parse(text)) },
		{
			name: 'map (hashes included)',
			prepare: parsed as never,
			work: (list: unknown[]) => list.forEach((event) => void map(event)),
		},
		{
			name: 'validate',
			prepare: mapped as never,
			work: (list: unknown[]) => list.forEach((event) => void validateEvent(event, nowMs)),
		},
		{
			name: 'encode',
			prepare: mapped as never,
			work: (list: unknown[]) => list.forEach((event) => void JSON.stringify(event)),
		},
	];
	const times = measure(rows as Row<unknown>[], ROUNDS, EVENTS);
	for (const [name, us] of times) console.log(`${median(us).toFixed(2).padStart(8)} us/event  ${name}`);
	// Round by round, for both rows of one round ran at the same time of a noisy machine.
	const floors = times.get(FLOOR) ?? [];
	const ratio = median((times.get(WHOLE) ?? []).map((us, round) => us / (floors[round] ?? Number.NaN)));
	console.log(`${ratio.toFixed(2).padStart(8)} x         ratio to the floor (limit ${limit})`);
	return ratio <= limit;
}
