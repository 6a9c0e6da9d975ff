/** Reads what a gateway answers when it took a request. */

import { isRecord, parseJson } from 'openai-ads-destination/internal';

export interface Refusal {
	/** The event's place in the request. */
	readonly index: number;
	readonly reason: string;
	readonly detail: string;
}

export interface Kept {
	readonly refused: readonly Refusal[];
	/** Refused events beyond those that are listed. */
	readonly unlisted: number;
	/** Skipped on purpose, by reason. */
	readonly skipped: readonly (readonly [string, number])[];
}

/** Of reasons and details, which people read. Our choice. */
const MAX_LENGTH = 500;

/** `undefined` if it is not a gateway's answer. */
export function readKept(body: string): Kept | undefined {
	const answer = parseJson(body);
	if (!isRecord(answer) || answer['success'] !== true || !Number.isSafeInteger(answer['accepted'])) return undefined;
	const listed = Array.isArray(answer['refused']) ? answer['refused'] : [];
	const refused = listed.flatMap((entry) => readRefusal(entry) ?? []);
	const count = answer['refusedCount'];
	const skipped = isRecord(answer['skipped']) ? Object.entries(answer['skipped']) : [];
	return {
		refused,
		unlisted: typeof count === 'number' ? Math.max(0, count - refused.length) : 0,
		skipped: skipped.filter((entry): entry is [string, number] => Number.isSafeInteger(entry[1])),
	};
}

function readRefusal(entry: unknown): Refusal | undefined {
	if (!isRecord(entry)) return undefined;
	const { index, reason, detail } = entry;
	if (typeof index !== 'number' || typeof reason !== 'string') return undefined;
	const text = typeof detail === 'string' ? detail.slice(0, MAX_LENGTH) : '';
	return { index, reason: reason.slice(0, MAX_LENGTH), detail: text };
}
