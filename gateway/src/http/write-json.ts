/** Writes JSON again that came over HTTP, however deep it is nested. */

/** `undefined` for `undefined`, and for what is nested too deep to be written: reading has no such limit, writing has. */
export function writeJson(value: unknown): string | undefined {
	try {
		return JSON.stringify(value);
	} catch (error) {
		if (error instanceof RangeError) return undefined;
		throw error;
	}
}
