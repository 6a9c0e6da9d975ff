/** Ranges of the keys of a table, and how they are halved around what can't be read. Pure. */

export type Key = number | string;

export interface KeyRange {
	/** The first key. */
	readonly from: Key;
	/** The first one that is not of it. */
	readonly to: Key;
}

/** Characters of a text that are told apart at once, and how many each can be: our keys are ASCII. */
const [PLACES, BASE] = [6, 128];

/** Every number, and every text of ASCII, that is a key. */
export const NUMBERS: KeyRange = { from: 0, to: 2 ** 47 };
export const TEXTS: KeyRange = { from: '', to: '\u007F' };

/** What is left of a range between the last key that was read from its beginning and the last one from its end. */
export function between({ from, to }: KeyRange, first: Key | undefined, last: Key | undefined): KeyRange {
	return { from: first === undefined ? from : next(first), to: last ?? to };
}

/** Its two halves; none if it holds one key or, of texts, only such as are alike for long. */
export function halve({ from, to }: KeyRange): readonly KeyRange[] {
	const middle = typeof from === 'number' ? halfway(from, Number(to)) : halfwayText(from, String(to));
	const isWithin = middle !== undefined && from < middle && middle < to;
	return isWithin
		? [
				{ from, to: middle },
				{ from: middle, to },
			]
		: [];
}

function next(key: Key): Key {
	return typeof key === 'number' ? key + 1 : `${key}\u0001`;
}

function halfway(from: number, to: number): number {
	return from + Math.floor((to - from) / 2);
}

function halfwayText(from: string, to: string): string {
	let shared = 0;
	while (shared < from.length && from[shared] === to[shared]) shared++;
	const middle = halfway(toNumber(from.slice(shared)), toNumber(to.slice(shared)));
	return from.slice(0, shared) + toText(middle);
}

function toNumber(text: string): number {
	let number = 0;
	for (let place = 0; place < PLACES; place++) {
		const code = place < text.length ? text.charCodeAt(place) : 0;
		number = number * BASE + Math.min(BASE - 1, code);
	}
	return number;
}

function toText(number: number): string {
	let [text, rest] = ['', number];
	for (let place = 0; place < PLACES; place++) {
		text = String.fromCharCode(rest % BASE) + text;
		rest = Math.floor(rest / BASE);
	}
	return text.replace(/\0+/g, '');
}
