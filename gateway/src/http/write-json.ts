/** Writes JSON that came over HTTP, however deep it is nested. */

/** `undefined` for `undefined`, and for a value nested too deep: only writing has such a limit, reading has none. */
export function writeJson(value: unknown): string | undefined {
	try {
		return JSON.stringify(value);
	} catch (error) {
		if (error instanceof RangeError) return undefined;
		throw error;
	}
}
