/** Replaces lodash's `toPath`, which would take 5 kB, in the file for Segment. Same notation, same results. */

const PLAIN = /[^.[\]]+/y;
const NUMBER = /\[(-?\d+(?:\.\d+)?)\]/y;
const QUOTED = /\[(["'])((?:(?!\1)[^\\]|\\.)*?)\1\]/y;
/** There is an empty key between two of these, and after one that ends the path. */
const SEPARATOR = /\.|\[\]/y;

/**
 * Splits a path into its keys: `properties.items[0]["unit price"]` is `['properties', 'items', '0', 'unit price']`.
 *
 * @source lodash 4.18.1, `_.toPath`; a property test compares the two
 */
export default function toPath(path: string): string[] {
	const keys = path.startsWith('.') ? [''] : [];
	for (let index = 0; index <= path.length; ) {
		const plain = matchAt(PLAIN, path, index);
		const number = plain ?? matchAt(NUMBER, path, index);
		const found = number ?? matchAt(QUOTED, path, index);
		if (found !== null) keys.push(keyOf(found));
		else if (isEmptyKeyAt(path, index)) keys.push('');
		index += found?.[0].length ?? 1;
	}
	return keys;
}

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
	pattern.lastIndex = index;
	return pattern.exec(text);
}

function keyOf([match, first, quoted]: RegExpExecArray): string {
	return quoted === undefined ? (first ?? match) : quoted.replace(/\\(\\)?/g, '$1');
}

function isEmptyKeyAt(path: string, index: number): boolean {
	const length = matchAt(SEPARATOR, path, index)?.[0].length;
	if (length === undefined) return false;
	return index + length === path.length || matchAt(SEPARATOR, path, index + length) !== null;
}
