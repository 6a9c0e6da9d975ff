/** Paths into analytics events, compiled once into functions that read them. */

import toPath from 'lodash/toPath.js';
import { INTEGRATION } from './output-fields.js';

/** Reads one place of an event; `undefined` if anything on the way is missing. Never throws on JSON values. */
export type Getter = (root: unknown) => unknown;

/** Compiles a path that a user configured, in lodash's notation: `properties.items[0]["unit price"]`. */
export function compilePath(path: string): Getter {
	return compileSegments(toPath(path));
}

/** Compiles a path of our own tables, with the setting `integrationName` in its place. */
export function compileDefaultPath(path: string, integrationName: string): Getter {
	return compileSegments(path.split('.').map((segment) => (segment === INTEGRATION ? integrationName : segment)));
}

function compileSegments(segments: readonly string[]): Getter {
	const [first = '', second, third] = segments;
	// Nearly all paths are short, and a chain of known length is read faster than a loop.
	if (second === undefined) return (root) => read(root, first);
	if (third === undefined) return (root) => read(read(root, first), second);
	if (segments.length === 3) return (root) => read(read(read(root, first), second), third);
	return (root) => segments.reduce(read, root);
}

function read(node: unknown, key: string): unknown {
	if (typeof node !== 'object' || node === null) return undefined;
	return (node as Readonly<Record<string, unknown>>)[key]; // Any object may be read by key; what comes out is unknown.
}

/** The first value that `parse` makes something of. */
export function findFirst<T>(
	getters: readonly Getter[],
	root: unknown,
	parse: (value: unknown) => T | undefined,
): T | undefined {
	for (const getter of getters) {
		const value = getter(root);
		if (value === undefined || value === null) continue;
		const parsed = parse(value);
		if (parsed !== undefined) return parsed;
	}
	return undefined;
}
