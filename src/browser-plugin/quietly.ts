/** Does what may fail in someone else's page: storage that is blocked, events that bite, callbacks that throw. */

/** What the attempt returns; `undefined` if it throws. Nothing of ours ever throws into the page. */
export function quietly<T>(attempt: () => T): T | undefined {
	try {
		return attempt();
	} catch {
		return undefined;
	}
}
