/** Values of an embedded file as PostgreSQL takes them. */

import type { SourceRow } from './rows.js';

/** One list for each column: numbers, and texts without the character that PostgreSQL has no place for. */
export function toColumns(rows: readonly SourceRow[], names: readonly string[]): unknown[][] {
	return names.map((name) => rows.map((row) => toValue(row[name])));
}

/** Texts as bytes, which may hold any character; bytes as they are. */
export function toByteColumns(rows: readonly SourceRow[], names: readonly string[]): Buffer[][] {
	return names.map((name) => rows.map((row) => toBuffer(row[name])));
}

/** A digest's characters as bytes. */
export function toDigests(rows: readonly SourceRow[]): Buffer[] {
	return rows.map(({ digest }) => Buffer.from(String(digest), 'base64url'));
}

export function toBuffer(value: unknown): Buffer {
	return typeof value === 'string' ? Buffer.from(value) : Buffer.from((value ?? []) as Uint8Array);
}

function toValue(value: unknown): unknown {
	if (typeof value === 'string') return value.replaceAll('\u0000', '');
	// Times may have fractions of a millisecond.
	return typeof value === 'number' ? Math.floor(value) : (value ?? null);
}
