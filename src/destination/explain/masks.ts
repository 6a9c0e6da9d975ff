/** The ways to show a value without giving it away. Each takes any value; what it does not expect is shown by kind and length. */

import { isRecord } from '../primitives/json.js';
import type { Sha256 } from '../primitives/sha256.js';
import { showName } from '../primitives/show-name.js';

/** Shows a value. */
export type Mask = (value: unknown, sha256: Sha256) => unknown;

/** First characters of a user agent that are shown. */
const AGENT_LENGTH = 24;
/** A place is at most 128 characters; so many stars say nothing. */
const MAX_STARS = 12;

/** `a text of 12 characters`, `an object of 3 fields`, `a number` */
export const kindAndLength = (value: unknown): string => {
	if (typeof value === 'string') return `a text of ${value.length} characters`;
	if (Array.isArray(value)) return `an array of ${value.length}`;
	if (isRecord(value)) return `an object of ${Object.keys(value).length} fields`;
	return value === null || value === undefined ? String(value) : `a ${typeof value}`;
};

/** A mask of texts; anything else is shown by kind. */
const ofText =
	(mask: (text: string, sha256: Sha256) => string): Mask =>
	(value, sha256) =>
		typeof value === 'string' ? mask(value, sha256) : kindAndLength(value);

/** In full: numbers, flags, OpenAI's own words, what was cut down before. */
export const inFull: Mask = (value) =>
	typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : kindAndLength(value);

/** In full, at most 80 characters, unless it may be somebody's address or number. */
export const asName: Mask = ofText(showName);

/** `b4c9... digest`: enough to compare two events. */
export const asDigest: Mask = ofText((text) => `${text.slice(0, 4)}... digest`);

/** `96 characters, 1f3a...`, the beginning of its SHA-256: no character of its own. */
export const asReference: Mask = ofText((text, sha256) => `${text.length} characters, ${sha256(text).slice(0, 4)}...`);

/** `203.0.*.*`, `2001:db8:*` */
export const asAddress: Mask = ofText((text) =>
	text.includes(':') ? `${firstTwo(text, ':')}:*` : `${firstTwo(text, '.')}.*.*`,
);

function firstTwo(text: string, separator: string): string {
	return text.split(separator).slice(0, 2).join(separator);
}

/** `Mozilla/5.0 (iPhone; CPU` */
export const asAgent: Mask = ofText((text) => showName(text.slice(0, AGENT_LENGTH)));

/** `S************` */
export const asInitial: Mask = ofText((text) => {
	const [first = ''] = text;
	return first + '*'.repeat(Math.min(MAX_STARS, text.length - first.length));
});

/** The one word that the mapper sets itself is shown. */
export const asContentType: Mask = (value) => (value === 'product' ? value : kindAndLength(value));

/** Each value of a list. */
export const each =
	(mask: Mask): Mask =>
	(value, sha256) =>
		Array.isArray(value) ? value.map((member) => mask(member, sha256)) : kindAndLength(value);

/** Each field of an object by its row. What has no row is somebody's input. */
export const fields =
	(rows: Readonly<Record<string, Mask>>): Mask =>
	(value, sha256) => {
		if (!isRecord(value)) return kindAndLength(value);
		const shown = Object.entries(value).map(([key, member]) => {
			const mask = Object.hasOwn(rows, key) ? rows[key] : undefined;
			return [key, (mask ?? kindAndLength)(member, sha256)];
		});
		return Object.fromEntries(shown);
	};
