/** What may be shown of an analytics event: its name, its source, its ids. */

import { digestPerson, isRecord, ownField, showName } from 'openai-ads-destination/internal';
import type { Sender } from '../queue/queue.js';
import { toMark } from './identity.js';

/** Of a source. Our choice. */
const MAX_SOURCE = 40;
/** Longer texts are no addresses. */
const MAX_EMAIL = 320;

/** `Order Completed` of a track call, else the kind of call: `page`. */
export function toEventName(event: unknown): string {
	const type = ownField(event, 'type');
	const name = type === 'track' ? ownField(event, 'event') : type;
	return typeof name === 'string' && name.trim() !== '' ? showName(name.trim()) : 'an event without a name';
}

/** The library that made the event: `analytics-js`; else the label of its key, else whose kind of key it was. */
export function toSource(event: unknown, { from, tier = 'server' }: Sender): string {
	const library = ownField(ownField(ownField(event, 'context'), 'library'), 'name');
	const slug = typeof library === 'string' ? toSlug(library) : '';
	return slug || toSlug(from ?? '') || tier;
}

/** A name that may be somebody's address gives nothing. */
function toSlug(name: string): string {
	if (showName(name.slice(0, 2 * MAX_SOURCE)).startsWith('a text of ')) return '';
	return name
		.slice(0, 2 * MAX_SOURCE)
		.toLowerCase()
		.replace(/[^a-z0-9.]+/g, '-')
		.replace(/^[-.]+|[-.]+$/g, '')
		.slice(0, MAX_SOURCE);
}

/** Of a person whose event was not mapped, so that their stories can be forgotten. */
export function personOf(event: unknown): readonly number[] {
	if (!isRecord(event)) return [];
	const traits = [
		ownField(event, 'traits'),
		ownField(ownField(event, 'context'), 'traits'),
		ownField(event, 'properties'),
	];
	const email = traits.map((each) => ownField(each, 'email')).find((each) => typeof each === 'string');
	const { userId, anonymousId } = event;
	const isShort = typeof email === 'string' && email.length <= MAX_EMAIL;
	return digestPerson({ userId, anonymousId, ...(isShort ? { email } : {}) }).digests.map(toMark);
}
