/**
 * Looks through JSON as it arrives, without making values of it: where its events are, and whether they are too many or too
 * large. A text of 20 MB can hold 7 million objects, which JSON.parse makes in one go, of gigabytes.
 */

import { HttpError } from './http-error.js';

/** Events of one request. (product decision) */
export const MAX_EVENTS = 5000;
/** Bytes of one event. (product decision) */
export const MAX_EVENT_BYTES = 512 * 1024;
/** Values of one request, a hundred for each event. Our choice. */
const MAX_VALUES = 100 * MAX_EVENTS;
/** What may stand beside the events, such as the fields of a batch's context. Our choice. */
const MAX_BESIDE = 1000;

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Where a part of the text begins and ends, in bytes, and how many values are in it. */
export interface Part {
	readonly start: number;
	readonly end: number;
	readonly values: number;
}

/** What a body may hold. */
export interface OutlineLimits {
	readonly events: number;
	readonly eventBytes: number;
	readonly values: number;
	/** Values beside the events. */
	readonly beside: number;
	/** The depth of events, if the root does not tell. */
	readonly depth?: number;
}

const OF_EVENTS: OutlineLimits = {
	events: MAX_EVENTS,
	eventBytes: MAX_EVENT_BYTES,
	values: MAX_VALUES,
	beside: MAX_EVENTS + MAX_BESIDE,
};

/**
 * The outline of one body. Its parts are the lists and objects at the depth of events: the second in a list of events, the
 * third in `{ batch: [...] }`. What is no JSON has an outline too; parsing finds that out.
 */
export class JsonOutline {
	readonly parts: Part[] = [];
	/** Values so far, give or take a few. */
	values = 0;
	readonly #limits: OutlineLimits;
	#depth = 0;
	#partDepth: number;
	#valuesBefore = 0;
	#isText = false;
	#isEscaped = false;
	#offset = 0;
	#start = 0;
	#beside = 0;

	constructor(limits: OutlineLimits = OF_EVENTS) {
		this.#limits = limits;
		this.#partDepth = limits.depth ?? 0;
	}

	/** The depth of the parts, once the root is known. */
	get partDepth(): number {
		return this.#partDepth;
	}

	/** Takes the next bytes. @throws HttpError 413 if there are too many events or values, or an event is too large */
	push(chunk: Uint8Array): void {
		for (let index = 0; index < chunk.length; index++) {
			const byte = chunk[index] as number; // Below the length.
			if (this.#isText) this.#readText(byte);
			else if (byte === QUOTE) this.#isText = true;
			else if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.#open(byte, this.#offset + index);
			else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) this.#close(this.#offset + index + 1);
			else if (byte === COMMA) this.#separate();
		}
		this.#offset += chunk.length;
		if (this.#partDepth > 0 && this.#depth >= this.#partDepth) this.#checkSize(this.#offset);
		if (this.values > this.#limits.values) throw tooMany('values', this.#limits.values);
	}

	#readText(byte: number): void {
		if (this.#isEscaped) this.#isEscaped = false;
		else if (byte === BACKSLASH) this.#isEscaped = true;
		else if (byte === QUOTE) this.#isText = false;
	}

	#open(byte: number, at: number): void {
		this.values += 1;
		this.#depth += 1;
		if (this.#partDepth === 0) this.#partDepth = byte === OPEN_LIST ? 2 : 3;
		if (this.#depth !== this.#partDepth) return;
		this.#start = at;
		this.#valuesBefore = this.values;
	}

	#close(end: number): void {
		if (this.#depth === this.#partDepth) {
			this.#checkSize(end);
			this.parts.push({ start: this.#start, end, values: this.values - this.#valuesBefore });
			if (this.parts.length > this.#limits.beside) throw tooMany('events', this.#limits.events);
		}
		this.#depth -= 1;
	}

	#separate(): void {
		this.values += 1;
		if (this.#depth >= this.#partDepth) return;
		this.#beside += 1;
		if (this.#beside > this.#limits.beside) throw tooMany('events', this.#limits.events);
	}

	#checkSize(end: number): void {
		if (end - this.#start > this.#limits.eventBytes) throw tooLargeEvent();
	}
}

/** @throws HttpError 413 for more events than a request may hold */
export function checkEventCount(events: readonly unknown[]): void {
	if (events.length > MAX_EVENTS) throw tooMany('events', MAX_EVENTS);
}

export function tooLargeEvent(): HttpError {
	const message = `body: expected at most ${MAX_EVENT_BYTES / 1024} kB an event. Send smaller events.`;
	return new HttpError(413, 'body_too_large', message);
}

function tooMany(what: 'events' | 'values', max: number): HttpError {
	return new HttpError(413, 'body_too_large', `body: expected at most ${max} ${what} a request. Send smaller batches.`);
}
