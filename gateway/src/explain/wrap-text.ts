/** Text in columns. */

/** Breaks a text at spaces; a longer word is broken anywhere. At least one line. */
export function wrapText(text: string, width: number): string[] {
	const lines: string[] = [''];
	for (const word of text.split(' ').flatMap((part) => breakWord(part, width))) {
		const last = lines.at(-1) ?? '';
		if (last === '') lines[lines.length - 1] = word;
		else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	return lines;
}

function breakWord(word: string, width: number): string[] {
	if (word.length <= width) return [word];
	return Array.from({ length: Math.ceil(word.length / width) }, (_, index) =>
		word.slice(index * width, (index + 1) * width),
	);
}

/** Cuts out the middle: `https://shop.ex.../thanks`. */
export function cutMiddle(text: string, width: number): string {
	if (text.length <= width) return text;
	const tail = Math.floor(width / 4) + 1;
	return `${text.slice(0, width - 3 - tail)}...${text.slice(-tail)}`;
}
