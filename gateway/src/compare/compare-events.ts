/** The fields in which two conversion events differ, and why, where there is a reason. */

import { isDeepStrictEqual } from 'node:util';
import type { UnknownRecord } from 'openai-ads-destination/internal';
import { findReason, SINGULAR_KEYS } from './by-design.js';
import { hasSingularKeys, toFields } from './event-fields.js';
import type { OurEvent } from './our-event.js';

export interface FieldDifference {
	readonly path: string;
	readonly kind: 'differs' | 'only_ours' | 'only_theirs';
	readonly ours: unknown;
	readonly theirs: unknown;
	/** A code of the table; absent if nothing explains it. */
	readonly reason?: string;
}

export interface Compared {
	/** Fields that both have alike. */
	readonly same: readonly string[];
	readonly differences: readonly FieldDifference[];
}

export function compareEvents(
	event: UnknownRecord,
	{ event: our = {}, notes }: OurEvent,
	their: UnknownRecord,
): Compared {
	const [ours, theirs] = [toFields(our), toFields(their)];
	const currency = ours.get('data.currency');
	const same: string[] = [];
	const differences: FieldDifference[] = [];
	for (const path of new Set([...ours.keys(), ...theirs.keys()])) {
		const pair = { path, ours: ours.get(path), theirs: theirs.get(path) };
		if (isDeepStrictEqual(pair.ours, pair.theirs)) {
			same.push(path);
			continue;
		}
		const reason = findReason({ ...pair, event, notes, currency: typeof currency === 'string' ? currency : undefined });
		differences.push({ ...pair, kind: toKind(pair), ...(reason === undefined ? {} : { reason }) });
	}
	if (hasSingularKeys(their) !== hasSingularKeys(our) && our['user'] !== undefined && their['user'] !== undefined) {
		differences.push({ path: 'user', kind: 'differs', ours: 0, theirs: 0, reason: SINGULAR_KEYS.code });
	}
	return { same, differences };
}

function toKind({ ours, theirs }: { readonly ours: unknown; readonly theirs: unknown }): FieldDifference['kind'] {
	if (ours === undefined) return 'only_theirs';
	return theirs === undefined ? 'only_ours' : 'differs';
}
