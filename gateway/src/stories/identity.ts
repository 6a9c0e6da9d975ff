/** What the queue knows an event by, and what a person's events are found by: digests, so that nothing raw is kept. */

import { hash } from 'node:crypto';
import { ownField } from 'openai-ads-destination/internal';
import type { BatchItem, PersonKeys } from 'openai-ads-destination/pipeline';
import { findDigests } from './find-digests.js';

/** Persons have few: some e-mail addresses and telephone numbers, two ids. More are not kept. */
const MAX_MARKS = 16;
const MARK_DIGITS = 12;
/** Of a person's key: `u:` or `a:`. */
const PREFIX = 2;

type Named = Pick<BatchItem, 'id' | 'customEventName'> & { readonly type: string };

/** 96 bits of (pixel, type, name, id), by which the queue tells events apart. */
export function toIdentity(pixelId: string, { type, customEventName = '', id }: Named): string {
	return hash('sha256', JSON.stringify([pixelId, type, customEventName, id]), 'base64url').slice(0, 16);
}

/** The first 48 bits of a SHA-256 digest in lower-case hexadecimal. */
export function toMark(digest: string): number {
	return Number.parseInt(digest.slice(0, MARK_DIGITS), 16);
}

/** Longer texts are no order numbers. */
const MAX_ORDER = 200;

/** `properties.order_id` as a text; undefined if there is none. */
export function readOrder(event: unknown): string | undefined {
	const order = ownField(ownField(event, 'properties'), 'order_id');
	const text = typeof order === 'number' ? String(order) : order;
	return typeof text === 'string' && text !== '' && text.length <= MAX_ORDER ? text : undefined;
}

/** What an order is found by: it may hold what may not be shown, so it is not kept. */
export function toOrderMark(order: string): number {
	return toMark(hash('sha256', order, 'hex'));
}

/** Of every digest that the event holds, and of its person's keys. */
export function toMarks({ json, person }: Pick<BatchItem, 'json' | 'person'>): readonly number[] {
	const marks = personMarks(person);
	for (const digest of findDigests(json)) {
		if (marks.length >= MAX_MARKS) break;
		const mark = toMark(digest);
		if (!marks.includes(mark)) marks.push(mark);
	}
	return marks;
}

/** Of `u:<digest>` and `a:<digest>`. */
export function personMarks(person: PersonKeys | undefined): number[] {
	const marks: number[] = [];
	if (person?.user !== undefined) marks.push(toMark(person.user.slice(PREFIX)));
	if (person?.anonymous !== undefined) marks.push(toMark(person.anonymous.slice(PREFIX)));
	return marks;
}
