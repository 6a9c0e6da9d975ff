/** Adds up counts that are told of together. Pure. */

import type { Counted } from './counted.js';
import type { Tallied } from './group.js';

type Of<K extends Counted['kind']> =
	| Extract<Counted, { kind: K }>
	| (Extract<Counted, { kind: 'twice' | 'event_id' | 'expired_click' }> & { kind: K });

/** Adds up what has the same key. */
export function addUp<K extends Counted['kind']>(
	rows: readonly Tallied[],
	kind: K,
	toKey: (counted: Of<K>) => readonly unknown[],
): { n: number; readonly counted: Of<K> }[] {
	const groups = new Map<string, { n: number; readonly counted: Of<K> }>();
	for (const { n, counted } of rows) {
		if (counted.kind !== kind) continue;
		const one = counted as Of<K>; // Its kind was looked at.
		const key = JSON.stringify(toKey(one));
		const known = groups.get(key);
		if (known === undefined) groups.set(key, { n, counted: one });
		else known.n += n;
	}
	return [...groups.values()];
}
