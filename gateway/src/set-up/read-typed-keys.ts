/** Reads the keys that somebody wants checked. What is wrong is told by its place, never by its value. */

import { isRecord, type UnknownRecord } from 'openai-ads-destination/internal';
import { badRequest, refuseUnknown } from '../http/http-error.js';
import { MAX_TEXT, readText } from '../http/read-text.js';

export interface TypedKey {
	readonly apiKey: string;
	readonly pixelId: string;
}

/** By the names of their pixels. */
export type TypedKeys = Readonly<Record<string, TypedKey>>;

/** Each asks OpenAI. Our choice. */
const MAX_KEYS = 20;
/** The longest that the page takes. Our choice. */
const MAX_KEY = 4000;

/** @throws HttpError for what no form sends */
export function readTypedKeys({ pixels, ...unknown }: UnknownRecord): TypedKeys {
	refuseUnknown(unknown, ['pixels']);
	const entries = isRecord(pixels) ? Object.entries(pixels) : [];
	if (entries.length === 0 || entries.length > MAX_KEYS) throw badRequest(`pixels: expected 1 to ${MAX_KEYS}.`);
	return Object.fromEntries(entries.map(([name, pixel]) => [name, readTypedKey(pixel)]));
}

function readTypedKey(pixel: unknown): TypedKey {
	const { apiKey, pixelId, ...unknown } = isRecord(pixel) ? pixel : {};
	refuseUnknown(unknown, ['apiKey', 'pixelId']);
	return { apiKey: readText('apiKey', apiKey, MAX_KEY), pixelId: readText('pixelId', pixelId, MAX_TEXT) };
}
