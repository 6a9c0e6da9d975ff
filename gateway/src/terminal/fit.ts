/** Texts for a column, and from strangers: a name must not move the cursor or change a colour. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is meant.
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Without control characters, and those that change the direction of a text. */
export function toPrintable(text: string): string {
	return text.replace(CONTROLS, '?');
}

/** At most so many characters; what is cut ends with `..`. */
export function cut(text: string, width: number): string {
	return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 2))}..`;
}

/** Exactly so many characters. */
export function fit(text: string, width: number): string {
	return cut(text, width).padEnd(width);
}

/** Cuts out the middle: `https://shop.ex.../thanks`. */
export function cutMiddle(text: string, width: number): string {
	if (text.length <= width) return text;
	const tail = Math.floor(width / 4) + 1;
	return `${text.slice(0, width - 3 - tail)}...${text.slice(-tail)}`;
}

/** Lines of at most so many characters, broken between words where there is one. */
export function wrap(text: string, width: number): string[] {
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(' ').flatMap((each) => toPieces(each, width))) {
		if (line !== '' && line.length + 1 + word.length > width) {
			lines.push(line);
			line = word;
		} else line = line === '' ? word : `${line} ${word}`;
	}
	return line === '' ? lines : [...lines, line];
}

function toPieces(word: string, width: number): string[] {
	const pieces: string[] = [];
	for (let start = 0; start < word.length; start += width) pieces.push(word.slice(start, start + width));
	return pieces;
}
