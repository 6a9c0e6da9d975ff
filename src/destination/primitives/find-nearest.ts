/** Which known name somebody meant by one that is not known. */

/** Mistyping three letters in ten leaves a name what it is. Our choice. */
const MIN_SIMILARITY = 0.7;
/** What is a word of a long name says too little about it if this much is missing. Our choice. */
const MIN_SIMILARITY_OF_PART = 0.35;
/** Longer names are not ours, and comparing them costs time. */
const MAX_LENGTH = 100;

/**
 * The known name most like the given one, upper and lower case and separators aside; the first of several.
 *
 *   findNearest('prot', ['host', 'port'])                // 'port'
 *   findNearest('currency', ['defaultCurrency'])         // 'defaultCurrency', which it is a part of
 *   findNearest('kafka', ['host', 'port'])               // undefined
 *
 * @param toText the part of a known name to compare
 */
export function findNearest(
	name: string,
	known: readonly string[],
	toText: (known: string) => string = (text) => text,
): string | undefined {
	if (name.length > MAX_LENGTH) return undefined;
	const words = toWords(name);
	const own = words.join('');
	let best: { readonly candidate: string; readonly similarity: number } | undefined;
	for (const candidate of known) {
		const otherWords = toWords(toText(candidate));
		const other = otherWords.join('');
		const minimum = isPart(words, otherWords) ? MIN_SIMILARITY_OF_PART : MIN_SIMILARITY;
		// Texts of very different lengths can't be that similar, and comparing them is what costs time.
		if (Math.min(own.length, other.length) < minimum * Math.max(own.length, other.length)) continue;
		const similarity = compare(own, other);
		if (similarity < minimum) continue;
		if (best === undefined || similarity > best.similarity) best = { candidate, similarity };
	}
	return best?.candidate;
}

/** `pixelId`, `PIXEL_ID` and `pixel-id` are the words `pixel` and `id`. */
export function toWords(name: string): string[] {
	const parts = name.replace(/([a-z\d])(?=[A-Z])/g, '$1 ').toLowerCase();
	return parts.split(/[^a-z\d]+/).filter((word) => word !== '');
}

/** Whether all words of a name are in the other one. */
function isPart(words: readonly string[], whole: readonly string[]): boolean {
	return words.every((word) => whole.includes(word));
}

/** From 0, nothing in common, to 1, the same. */
function compare(a: string, b: string): number {
	return 1 - countEdits(a, b) / Math.max(a.length, b.length, 1);
}

/** How many letters to add, drop, replace or swap with their neighbour (optimal string alignment) make one text the other. */
function countEdits(a: string, b: string): number {
	const width = b.length + 1;
	// Three rows are looked at: this one, the last, and the one before for swaps.
	let [older, last, line] = [
		new Uint16Array(width),
		Uint16Array.from({ length: width }, (_, column) => column),
		new Uint16Array(width),
	];
	for (let row = 1; row <= a.length; row++) {
		line[0] = row;
		for (let column = 1; column <= b.length; column++) {
			const isSame = a[row - 1] === b[column - 1];
			const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
			line[column] = Math.min(
				at(last, column) + 1,
				at(line, column - 1) + 1,
				at(last, column - 1) + (isSame ? 0 : 1),
				isSwap ? at(older, column - 2) + 1 : Number.POSITIVE_INFINITY,
			);
		}
		[older, last, line] = [last, line, older];
	}
	return at(last, b.length);
}

/** Every cell that is asked for has been filled. */
function at(row: Uint16Array, column: number): number {
	return row[column] ?? 0;
}
