/** Conversion events that are valid or nearly valid: a good one, with up to two fields changed. */

import fc from 'fast-check';
import { GOOD_EVENTS, ODD_VALUES } from './odd-values.js';

interface Change {
	readonly path: string;
	/** Without a value the field is removed. */
	readonly value?: unknown;
}

const KEYS_OF_STRANGERS = ['__proto__', 'constructor', 'toString', '', 'Type'];
const PARENTS = ['', 'user.', 'data.', 'data.contents.0.'];

const change: fc.Arbitrary<Change> = fc.oneof(
	{ weight: 8, arbitrary: fc.constantFrom(...Object.keys(ODD_VALUES)).chain(changeOf) },
	{
		weight: 1,
		arbitrary: fc.record({ path: fc.constantFrom(...strangePaths()), value: fc.jsonValue({ maxDepth: 2 }) }),
	},
);

/** A good event with up to two changes; about half of them are still good. */
export const nearValidEvent: fc.Arbitrary<unknown> = fc
	.tuple(fc.constantFrom(...GOOD_EVENTS), fc.array(change, { maxLength: 2 }))
	.map(([event, changes]) => changes.reduce(applyChange, structuredClone(event)));

function changeOf(path: string): fc.Arbitrary<Change> {
	const values = ODD_VALUES[path] ?? [];
	return fc.oneof(
		{ weight: 6, arbitrary: fc.constantFrom(...values).map((value) => ({ path, value: structuredClone(value) })) },
		{ weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }).map((value) => ({ path, value })) },
		{ weight: 1, arbitrary: fc.string().map((value) => ({ path, value })) },
		{ weight: 2, arbitrary: fc.constant({ path }) },
	);
}

function strangePaths(): string[] {
	return PARENTS.flatMap((parent) => KEYS_OF_STRANGERS.map((key) => parent + key));
}

/** Changes `event` in place, if the path exists. */
function applyChange(event: object, { path, ...change }: Change): object {
	const keys = path.split('.');
	const last = keys.pop() ?? '';
	let parent: unknown = event;
	for (const key of keys) parent = isObject(parent) ? Reflect.get(parent, key) : undefined;
	if (!isObject(parent)) return event;
	if (!('value' in change)) remove(parent, last);
	else define(parent, last, change.value);
	return event;
}

// Assigning to `__proto__` would set the prototype; JSON.parse makes it a key.
function define(parent: object, key: string, value: unknown): void {
	Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}

// JSON has no holes in arrays.
function remove(parent: object, key: string): void {
	if (Array.isArray(parent)) parent.splice(Number(key), 1);
	else Reflect.deleteProperty(parent, key);
}

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}
