/** Runs code that may fail in someone else's page: blocked storage, hostile events, callbacks that throw. */

/** Returns what the attempt returns; `undefined` if it throws. Nothing of ours ever throws into the page. */
export function quietly<T>(attempt: () => T): T | undefined {
	try {
		return attempt();
	} catch {
		return undefined;
	}
}
