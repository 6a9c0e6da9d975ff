/** What was filled in so far: a configuration as it would be written, with stand-ins in the places of keys. In memory alone. */

import { signal } from '@preact/signals';
import type { Target } from '../../src/set-up/target.js';
import { forgetAll, isStandIn } from './secrets.js';
import type { Path } from './shape.js';

type Section = Readonly<Record<string, unknown>>;
export interface Draft {
	readonly destination: Section;
	readonly gateway: Section;
	readonly pixels: Section;
}

export const draft = signal<Draft>({ destination: {}, gateway: {}, pixels: {} });
/** Changes when the draft was replaced from elsewhere than its own controls, which are then made anew. */
export const edition = signal(0);

/** @param value undefined takes the setting out */
export function set(section: keyof Draft, name: string | undefined, value: unknown): void {
	const before = draft.peek();
	const next = name === undefined ? ((value ?? {}) as Section) : withValue(before[section], name, value);
	draft.value = { ...before, [section]: next };
}

export function replace(next: Draft): void {
	draft.value = next;
	edition.value += 1;
}

/** Without what is not set. */
export function withValue(section: Section, name: string, value: unknown): Section {
	const { [name]: _, ...others } = section;
	return value === undefined ? others : { ...section, [name]: value };
}

/** The sections that a target takes. */
export function forTarget({ destination, gateway, pixels }: Draft, target: Target): Draft {
	return target === 'rudderstack' || target === 'segment'
		? { destination, gateway: {}, pixels: {} }
		: { destination, gateway, pixels };
}

/** Keys live as long as the view is open, and what stands for them no longer. */
export function forgetKeys(): void {
	forgetAll();
	replace(withoutKeys(draft.peek()) as Draft);
}

function withoutKeys(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutKeys);
	if (typeof value !== 'object' || value === null) return value;
	const left = Object.entries(value).filter(([, inner]) => !isStandIn(inner));
	return Object.fromEntries(left.map(([name, inner]) => [name, withoutKeys(inner)]));
}

/** `destination.eventMapping.0.to`, as problems name places. */
export const toPlace = (path: Path) => path.join('.');
/** Names of the user's own may hold anything, and no two become one. */
export const toId = (path: Path) =>
	`su-${path.map((part) => String(part).replace(/\W/g, (sign) => `_${sign.charCodeAt(0)}`)).join('-')}`;
