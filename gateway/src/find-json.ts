/** Reads JSON that others wrote, where a bad text is one of the things to expect. */

/** @returns `undefined` for what is no JSON */
export function findJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
