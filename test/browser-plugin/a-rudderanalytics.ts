/** The part of RudderStack's JavaScript SDK that the plugin uses, with and without custom context. */

// Calls are read freely in tests.
// biome-ignore lint/suspicious/noExplicitAny: as above
type Any = any;

/** A call that reached the SDK: the method and its arguments. */
export type Call = readonly [method: string, ...args: Any[]];

const METHODS = ['load', 'page', 'track', 'identify', 'group', 'alias', 'consent', 'ready'];

/** An SDK that records its calls. Its custom context merges and removes values as in 3.34.1. */
export function aRudderAnalytics({ hasCustomContext = true } = {}): { sdk: Any; calls: Call[]; context: () => Any } {
	const calls: Call[] = [];
	let context: Any = {};
	const sdk: Any = {};
	for (const method of METHODS) sdk[method] = (...args: Any[]) => calls.push([method, ...args]);
	if (hasCustomContext) {
		sdk.setCustomContext = (added: Any) => {
			context = merged(context, added);
		};
	}
	return { sdk, calls, context: () => context };
}

/** The list that RudderStack's snippet leaves in `window.rudderanalytics`, with stubs for the methods. */
export function aSnippet(...calls: Call[]): Any {
	const list: Any = [...calls];
	for (const method of METHODS) list[method] = (...args: Any[]) => list.push([method, ...args]);
	return list;
}

/** Merges deeply; the right side wins, and null removes. */
function merged(left: Any, right: Any): Any {
	if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return right;
	const all = { ...left };
	for (const [key, value] of Object.entries(right)) {
		all[key] = merged(all[key] ?? {}, value);
		if (value === null) delete all[key];
	}
	return all;
}
