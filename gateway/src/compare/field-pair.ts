/** One field of an event as two senders made it, and what explains a difference between them. */

import { hash } from 'node:crypto';
import { isRecord, ownField, type UnknownRecord } from 'openai-ads-destination/internal';

/** `undefined` where one has none. */
export interface FieldPair {
	readonly path: string;
	readonly ours: unknown;
	readonly theirs: unknown;
	/** The analytics event. */
	readonly event: UnknownRecord;
	/** What was left out of ours, by the path of the field. */
	readonly notes: readonly { readonly path: string; readonly message: string }[];
	/** Of our event. */
	readonly currency: string | undefined;
}

/** A reason for a difference. */
export interface Reason {
	readonly code: string;
	/** Which fields it is about, for people. */
	readonly field: string;
	readonly reason: string;
	is(pair: FieldPair): boolean;
}

export const sha256 = (text: string) => hash('sha256', text, 'hex');
export const toText = (value: unknown) =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
export const toList = (value: unknown): readonly unknown[] => [value ?? []].flat();
/** As JSON in lower case. */
export const toLower = (value: unknown) => JSON.stringify(value)?.toLowerCase();
/** `undefined` if there is no such path of own properties. */
export const readField = (event: unknown, ...names: string[]) =>
	names.reduce<unknown>((value, name) => (isRecord(value) ? ownField(value, name) : undefined), event);
export const isDigestOf = (theirs: unknown, raw: string) => toList(theirs).includes(sha256(raw));
