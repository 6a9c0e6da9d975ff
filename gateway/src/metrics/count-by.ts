/** Counts by a word, and keeps the words few: each value of a label is a number that Prometheus keeps for good. */

/** Reasons, types and verdicts are closed sets with fewer in all; a row of the queue that a hand has changed could bring others. Our choice. */
const MAX_WORDS = 200;
/** Ours have only these; anything else would be a value of somebody's. */
const WORD = /^[a-z_]{1,64}$/;

/** @param wordOf what is counted; `undefined` is not */
export function countBy<T>(
	things: readonly T[],
	wordOf: (thing: T) => string | undefined,
): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const thing of things) {
		const word = wordOf(thing);
		if (word !== undefined) counts.set(word, (counts.get(word) ?? 0) + 1);
	}
	return counts;
}

/** Creates what turns a word into the value of a label: itself, or `other` if it is no word of ours or one too many. */
export function createLabels(maxWords = MAX_WORDS): (word: string) => string {
	const words = new Set<string>();
	return (word) => {
		if (words.has(word)) return word;
		if (words.size >= maxWords || !WORD.test(word)) return 'other';
		words.add(word);
		return word;
	};
}
