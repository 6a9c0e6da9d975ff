/** The steps of one event, each by itself, and the floor: the least time that any implementation needs. */

import * as crypto from 'node:crypto';
import { type ConversionEventDraft, mapEvent } from 'openai-ads-destination';
import { encodeEvent } from 'openai-ads-destination/internal';
import { measure, median, type Row } from './measure.js';
import { orderEventJson } from './order-event.js';

const FLOOR = 'floor: parse + 5 SHA-256 + stringify';
const WHOLE = 'parse + map + validate and encode';
const EVENTS = 2000;
const ROUNDS = 30;
/** One object: mapEvent compiles settings once for each object. */
const SETTINGS = {};

interface Order {
	readonly userId: string;
	readonly context: { readonly traits: Readonly<Record<'email' | 'phone' | 'firstName' | 'lastName', string>> };
}

let people = 0;

/** Fresh people in every round, so that no cache holds their hashes or texts. */
function freshJson(timestamp: string): string[] {
	return Array.from({ length: EVENTS }, () => orderEventJson(people++, timestamp));
}

/** As many different user agents as a large shop sees in an hour, each as long as those of browsers inside apps. */
const AGENTS = Array.from({ length: 1000 }, (_, n) => {
	const device = `Linux; Android ${10 + (n % 6)}; SM-S${900 + n}B Build/UP1A.231005.${n}; wv`;
	return `Mozilla/5.0 (${device}) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/142.0.${n}.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/530.0.0.${n};]`;
});

function freshAgentsJson(timestamp: string): string[] {
	return Array.from({ length: EVENTS }, (_, n) => orderEventJson(people++, timestamp, AGENTS[n % AGENTS.length]));
}

function map(event: unknown, nowMs: number): ConversionEventDraft {
	const mapped = mapEvent(event, SETTINGS, nowMs);
	if (!mapped.ok) throw new Error(`The bench's order is not mapped: ${mapped.detail}`);
	return mapped.event;
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

/** Everything from the text of an event to the text that is sent. */
function runWhole(texts: readonly string[], nowMs: number): void {
	for (const text of texts) {
		const event = map(JSON.parse(text), nowMs);
		if (!encodeEvent(event, nowMs).ok) throw new Error('The mapped order is not valid.');
	}
}

function createRows(nowMs: number): Row<unknown>[] {
	const timestamp = new Date(nowMs - 60_000).toISOString();
	const texts = () => freshJson(timestamp);
	const parsed = () => texts().map((text): unknown => JSON.parse(text));
	const mapped = () => parsed().map((event) => map(event, nowMs));
	return [
		aRow(FLOOR, texts, floor),
		aRow(WHOLE, texts, (list) => runWhole(list, nowMs)),
		aRow('parse', texts, (list) => list.forEach((text) => void JSON.parse(text))),
		aRow('map (hashes included)', parsed, (list) => list.forEach((event) => void map(event, nowMs))),
		aRow(
			'map, of people with 1 000 different user agents',
			() => freshAgentsJson(timestamp).map((text): unknown => JSON.parse(text)),
			(list) => list.forEach((event) => void map(event, nowMs)),
		),
		aRow('validate and encode', mapped, (list) => list.forEach((event) => void encodeEvent(event, nowMs))),
	];
}

function aRow<Input>(name: string, prepare: () => Input, work: (input: Input) => void): Row<unknown> {
	return { name, prepare, work: (input) => work(input as Input) }; // measure() passes what prepare() returned.
}

/** Prints the time per event for each step, and their sum as a ratio to the floor. Returns false if the ratio is over the limit. */
export function runSteps(limit: number): boolean {
	const times = measure(createRows(Date.now()), ROUNDS, EVENTS);
	for (const [name, us] of times) console.log(`${median(us).toFixed(2).padStart(8)} us/event  ${name}`);
	// Divided round by round: noise of the machine affects both rows of a round alike.
	const floors = times.get(FLOOR) ?? [];
	const ratio = median((times.get(WHOLE) ?? []).map((us, round) => us / (floors[round] ?? Number.NaN)));
	console.log(`${ratio.toFixed(2).padStart(8)} x         ratio to the floor (limit ${limit})`);
	return ratio <= limit;
}
