/** Reads OpenAI's error bodies. Their shape is not documented, so every part may be missing. */

import { MAX_EVENTS_PER_REQUEST } from '../contract/limits.js';
import { isRecord, parseJson, type UnknownRecord } from '../primitives/json.js';
import type { Hide } from './hide-values.js';

/** The parts of an error body that matter here. */
export interface ServiceError {
	/** Code, path and message, with the batch's own values and anything that looks like a value masked. */
	readonly summary: string;
	/** Bad events: the index in the batch, and what is wrong with that event. */
	readonly byIndex: ReadonlyMap<number, string>;
	/** `param`, `code` or `message` mentions the pixel ID. */
	readonly namesPixel: boolean;
	/** `param` and `code` are both null: OpenAI refused the request as a whole, not an event. */
	readonly isAnonymous: boolean;
}

const EVENT_INDEX = /^events\[(\d{1,4})\]/;
const PIXEL = /\bpid\b/i;
const MAX_SUMMARY_LENGTH = 300;
/** A longer code, path or message repeats what was sent, so it is left out. Our choice. */
const MAX_PART_LENGTH = 1000;
/** So many errors of one answer are read. Each event may have several; the rest is named after the next request. Our choice. */
const MAX_ERRORS = 2 * MAX_EVENTS_PER_REQUEST;
/** So many characters of them are repeated, so that a long answer holds nothing up. Our choice. */
const MAX_CHARACTERS = 50_000;
/** For the events after that. */
const NAMED = 'OpenAI named this event; the answer was too long to repeat.';

/**
 * Reads `{"error": {message, type, param, code, errors: [{message, param, code}]}}`, `error` as a text, and a top-level `message`.
 * Never throws; any other body has an empty summary. Takes time in proportion to the body, whatever it holds.
 */
export function parseErrorBody(body: string, hide: Hide): ServiceError {
	const error = findError(body);
	const details = Array.isArray(error['errors']) ? error['errors'].slice(0, MAX_ERRORS).filter(isRecord) : [];
	const byIndex = new Map<number, string>();
	let charactersLeft = MAX_CHARACTERS;
	for (const part of [...details, error]) {
		const index = EVENT_INDEX.exec(textOrEmpty(part['param']))?.[1];
		if (index === undefined || byIndex.has(Number(index))) continue;
		const text = describe(part);
		charactersLeft -= text.length;
		byIndex.set(Number(index), charactersLeft < 0 ? NAMED : summarize(text, hide));
	}
	return {
		summary: summarize(describe(error), hide),
		byIndex,
		namesPixel: ['param', 'code', 'message'].some((key) => PIXEL.test(textOrEmpty(error[key]))),
		isAnonymous: error['param'] === null && error['code'] === null,
	};
}

function findError(body: string): UnknownRecord {
	const parsed = parseJson(body);
	if (!isRecord(parsed)) return {};
	const error = parsed['error'] ?? parsed;
	if (typeof error === 'string') return { message: error };
	return isRecord(error) ? error : {};
}

function describe(error: UnknownRecord): string {
	const parts = [error['code'], error['param'], error['message']].map(textOrEmpty);
	return parts.filter((part) => part !== '' && part.length <= MAX_PART_LENGTH).join(': ');
}

function summarize(text: string, hide: Hide): string {
	return maskValues(hide(text)).slice(0, MAX_SUMMARY_LENGTH);
}

function textOrEmpty(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

/**
 * Masks anything in OpenAI's text that may be a value: quoted texts, URLs, e-mail addresses, digests, tokens, numbers.
 * Keeps field paths and ordinary words.
 *
 *   maskValues("emails_sha256[0]: 'a@b.c' is no digest") // "emails_sha256[0]: … is no digest"
 */
export function maskValues(text: string): string {
	return text
		.replace(/'[^']*'|"[^"]*"|`[^`]*`/g, '…')
		.replace(/\S+/g, (word) => (word.includes('@') || word.includes('://') ? '…' : word))
		.replace(/(?<![\w.[])[\w+/=.-]{12,}/g, (token) => (/\d/.test(token.replaceAll('_sha256', '')) ? '…' : token))
		.replace(/(?<![\w[])\+?\d[\d().: -]{5,}\d/g, '…');
}
