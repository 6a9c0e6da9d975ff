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
	let best: { readonly candidate: string; readonly similarity: number } | undefined;
	for (const candidate of known) {
		const text = toText(candidate);
		const similarity = compare(join(name), join(text));
		if (similarity < (isPart(name, text) ? MIN_SIMILARITY_OF_PART : MIN_SIMILARITY)) continue;
		if (best === undefined || similarity > best.similarity) best = { candidate, similarity };
	}
	return best?.candidate;
}

/** `pixelId`, `PIXEL_ID` and `pixel-id` are the words `pixel` and `id`. */
export function toWords(name: string): string[] {
	const parts = name.replace(/([a-z\d])(?=[A-Z])/g, '$1 ').toLowerCase();
	return parts.split(/[^a-z\d]+/).filter((word) => word !== '');
}

const join = (name: string) => toWords(name).join('');

/** Whether all words of a name are in the other one. */
function isPart(name: string, whole: string): boolean {
	const words = toWords(whole);
	return toWords(name).every((word) => words.includes(word));
}

/** From 0, nothing in common, to 1, the same. */
function compare(a: string, b: string): number {
	return 1 - countEdits(a, b) / Math.max(a.length, b.length, 1);
}

/** How many letters to add, drop, replace or swap with their neighbour (optimal string alignment) make one text the other. */
function countEdits(a: string, b: string): number {
	const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
	for (let row = 1; row <= a.length; row++) {
		const line = [row];
		for (let column = 1; column <= b.length; column++) {
			const isSame = a[row - 1] === b[column - 1];
			const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
			line[column] = Math.min(
				at(rows, row - 1, column) + 1,
				(line[column - 1] ?? 0) + 1,
				at(rows, row - 1, column - 1) + (isSame ? 0 : 1),
				isSwap ? at(rows, row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
			);
		}
		rows.push(line);
	}
	return at(rows, a.length, b.length);
}

/** Every cell that is asked for has been filled. */
function at(rows: readonly (readonly number[])[], row: number, column: number): number {
	return rows[row]?.[column] ?? 0;
}
