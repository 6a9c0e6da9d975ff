/** Reads OpenAI's error bodies. Their shape is not documented, so every part may be missing. */

import { isRecord, parseJson } from '../primitives/json.js';
import type { Hide } from './hide-values.js';

/** What an error body says that matters here. */
export interface ServiceError {
	/** Code, path and message, without the batch's own values and with everything masked that could be another. */
	readonly summary: string;
	/** Bad events: index in the batch to what is wrong with it. */
	readonly byIndex: ReadonlyMap<number, string>;
	/** `param`, `code` or message speak of the pixel ID. */
	readonly namesPixel: boolean;
	/** `param` and `code` are both null: the request as a whole was refused, no event. */
	readonly isAnonymous: boolean;
}

const EVENT_INDEX = /^events\[(\d{1,4})\]/;
const PIXEL = /\bpid\b/i;
const MAX_SUMMARY_LENGTH = 300;
/** Longer texts repeat what was sent; of them only code and path are read. Our choice. */
const MAX_TEXT_LENGTH = 1000;

/**
 * Reads `{"error": {message, type, param, code, errors: [{message, param, code}]}}`, `error` as a text, and a top-level `message`.
 * Never throws; anything else gives an empty summary.
 */
export function parseErrorBody(body: string, hide: Hide): ServiceError {
	const error = findError(body);
	const details = Array.isArray(error['errors']) ? error['errors'].filter(isRecord) : [];
	const byIndex = new Map<number, string>();
	for (const part of [...details, error]) {
		const index = EVENT_INDEX.exec(toText(part['param']))?.[1];
		if (index !== undefined && !byIndex.has(Number(index))) byIndex.set(Number(index), summarize(part, hide));
	}
	return {
		summary: summarize(error, hide),
		byIndex,
		namesPixel: ['param', 'code', 'message'].some((key) => PIXEL.test(toText(error[key]))),
		isAnonymous: error['param'] === null && error['code'] === null,
	};
}

function findError(body: string): Readonly<Record<string, unknown>> {
	const parsed = parseJson(body);
	if (!isRecord(parsed)) return {};
	const error = parsed['error'] ?? parsed;
	if (typeof error === 'string') return { message: error };
	return isRecord(error) ? error : {};
}

function summarize(error: Readonly<Record<string, unknown>>, hide: Hide): string {
	const parts = [error['code'], error['param'], error['message']].map(toText);
	const texts = parts.filter((part) => part !== '' && part.length <= MAX_TEXT_LENGTH);
	return maskValues(hide(texts.join(': '))).slice(0, MAX_SUMMARY_LENGTH);
}

function toText(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

/**
 * Removes whatever else may be a value from a text that OpenAI wrote: quoted texts, URLs, addresses, digests, tokens, numbers.
 * Field paths and ordinary words stay.
 *
 *   maskValues("emails_sha256[0]: 'a@b.c' is no digest") // "emails_sha256[0]: … is no digest"
 */
export function maskValues(text: string): string {
	return text
		.replace(/'[^']*'|"[^"]*"|`[^`]*`/g, '…')
		.replace(/\S*(?:@|:\/\/)\S*/g, '…')
		.replace(/(?<![\w.[])[\w+/=.-]{12,}/g, (token) => (/\d/.test(token.replaceAll('_sha256', '')) ? '…' : token))
		.replace(/(?<![\w[])\+?\d[\d().: -]{5,}\d/g, '…');
}
