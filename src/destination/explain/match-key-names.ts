/** The names of match keys, and the six kinds that everything is sorted and counted by. */

import {
	ADVERTISING_ID,
	ANONYMOUS_ID,
	EMAIL,
	EXTERNAL_ID,
	IP_ADDRESS,
	NAME,
	OBREF,
	OPPREF,
	PHONE,
	PLACE,
	USER_AGENT,
} from '../attribution.js';

/** Best first. */
export const KEY_KINDS = ['click', 'e-mail', 'device', 'phone', 'id', 'rest'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** By rank. */
const NAMES = [
	[OPPREF, 'oppref', 'click'],
	[EMAIL, 'email', 'e-mail'],
	[OBREF, 'obref', 'device'],
	[ADVERTISING_ID, 'advertising_id', 'device'],
	[PHONE, 'phone', 'phone'],
	[EXTERNAL_ID, 'external_id', 'id'],
	[ANONYMOUS_ID, 'anonymous_id', 'rest'],
	[NAME, 'name', 'rest'],
	[PLACE, 'place', 'rest'],
	[IP_ADDRESS, 'ip_address', 'rest'],
	[USER_AGENT, 'user_agent', 'rest'],
] as const satisfies readonly (readonly [bit: number, name: string, kind: KeyKind])[];

/**
 * The names of the bits of attribution.ts, best first.
 *
 *   toKeyNames(OPPREF | USER_AGENT) // ['oppref', 'user_agent']
 */
export function toKeyNames(matchKeys: number): string[] {
	return NAMES.filter(([bit]) => matchKeys & bit).map(([, name]) => name);
}

/**
 * The kinds of the bits, best first, each once.
 *
 *   toKeyKinds(OPPREF | NAME | USER_AGENT) // ['click', 'rest']
 */
export function toKeyKinds(matchKeys: number): KeyKind[] {
	return [...new Set(NAMES.filter(([bit]) => matchKeys & bit).map(([, , kind]) => kind))];
}

/** The same, from the names. */
export function toKeyKindsOf(names: readonly string[]): KeyKind[] {
	return [...new Set(NAMES.filter(([, name]) => names.includes(name)).map(([, , kind]) => kind))];
}
