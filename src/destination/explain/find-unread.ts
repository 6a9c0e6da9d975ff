/** Finds values that nothing reads by the names that people give them. */

import { keysOf, valueAt } from './raw-values.js';
import type { ReasonCase } from './reason-case.js';

/** The first unread property or trait with one of these names, or an object with such a key in it: `properties.customer.email`. */
export function findUnread({ notRead, trace }: ReasonCase, names: RegExp): { readonly path: string } | undefined {
	const nameOf = (path: string) => path.slice(path.lastIndexOf('.') + 1);
	const own = notRead.find((path) => names.test(nameOf(path)));
	if (own !== undefined) return { path: own };
	for (const path of notRead) {
		const inner = keysOf(valueAt(trace.reading.event, path)).find((key) => names.test(key));
		if (inner !== undefined) return { path: `${path}.${inner}` };
	}
	return undefined;
}
