/** Finds the longest of many texts that stands at a place of another one, without trying them all: they may all begin alike. */

/** @returns the longest one that stands at `at` and is wanted there; `undefined` for none */
export type LongestPrefix = (text: string, at: number, isWanted: (value: string) => boolean) => string | undefined;

export function createLongestPrefix(values: readonly string[]): LongestPrefix {
	const sorted = [...values].sort();
	const shorter = linkToShorter(sorted);
	return (text, at, isWanted) => {
		const rest = text.slice(at);
		// Whatever the rest begins with is the last value that does not sort after it, or a beginning of that one.
		let index = countUpTo(sorted, rest) - 1;
		for (; index >= 0; index = shorter[index] ?? -1) {
			const value = sorted[index] ?? '';
			if (rest.startsWith(value) && isWanted(value)) return value;
		}
		return undefined;
	};
}

/** For each text the place of the longest other one that it begins with; -1 for none. */
function linkToShorter(sorted: readonly string[]): readonly number[] {
	const links: number[] = [];
	for (const [index, text] of sorted.entries()) {
		let link = index - 1;
		while (link >= 0 && !text.startsWith(sorted[link] ?? '')) link = links[link] ?? -1;
		links.push(link);
	}
	return links;
}

/** How many of the texts do not sort after `text`. */
function countUpTo(sorted: readonly string[], text: string): number {
	let [low, high] = [0, sorted.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((sorted[middle] ?? '') > text) high = middle;
		else low = middle + 1;
	}
	return low;
}
