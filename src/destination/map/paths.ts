/**
 * Paths into analytics events, compiled once. Many paths share their beginnings (`context.traits.…`), so the objects on
 * the way, the scopes, are looked up once per event, and each path is one more look-up from there.
 */

import toPath from 'lodash/toPath.js';
import type { UnknownRecord } from '../contract/analytics-event.js';
import { INTEGRATION } from './output-fields.js';

/** The objects of one event that paths lead through, by index; `undefined` where the event has none. */
export type Scopes = readonly (UnknownRecord | undefined)[];

/** Where a path ends: a key of a scope. */
export interface Place {
	readonly scope: number;
	readonly key: string;
}

/** Compiles paths and reads the scopes they need. Add all paths first, then read events. */
export class PathTable {
	readonly #integrationName: string;
	/** How each scope but the first, the event itself, is reached from another. */
	readonly #steps: { readonly from: number; readonly key: string }[] = [{ from: 0, key: '' }];

	constructor(integrationName: string) {
		this.#integrationName = integrationName;
	}

	/** Adds a path that a user configured, in lodash's notation: `properties.items[0]["unit price"]`. */
	add = (path: string): Place => this.#addSegments(toPath(path));

	/** Adds a path of our own tables, with the setting `integrationName` in its place. */
	addDefault = (path: string): Place =>
		this.#addSegments(path.split('.').map((segment) => (segment === INTEGRATION ? this.#integrationName : segment)));

	/** Reads the scopes of an event. Throws only what the event's own getters throw. */
	readScopes(event: UnknownRecord): Scopes {
		const scopes: (UnknownRecord | undefined)[] = [event];
		for (let index = 1; index < this.#steps.length; index++) {
			const { from, key } = this.#steps[index] as { from: number; key: string }; // The index is within the list.
			const node = scopes[from]?.[key];
			// Lists are scopes too: their keys are the indexes of a path like `products[0].price`.
			scopes.push(typeof node === 'object' && node !== null ? (node as UnknownRecord) : undefined);
		}
		return scopes;
	}

	#addSegments(segments: readonly string[]): Place {
		const scope = segments.slice(0, -1).reduce((from, key) => this.#scopeOf(from, key), 0);
		return { scope, key: segments.at(-1) ?? '' };
	}

	#scopeOf(from: number, key: string): number {
		const known = this.#steps.findIndex((step, index) => index > 0 && step.from === from && step.key === key);
		return known === -1 ? this.#steps.push({ from, key }) - 1 : known;
	}
}

/** The value at a place; `undefined` if anything on the way is missing. */
export function readPlace(scopes: Scopes, { scope, key }: Place): unknown {
	return scopes[scope]?.[key];
}

/** The first value that `parse` makes something of. */
export function findFirst<T>(
	places: readonly Place[],
	scopes: Scopes,
	parse: (value: unknown) => T | undefined,
): T | undefined {
	for (const { scope, key } of places) {
		const value = scopes[scope]?.[key];
		if (value === undefined || value === null) continue;
		const parsed = parse(value);
		if (parsed !== undefined) return parsed;
	}
	return undefined;
}
