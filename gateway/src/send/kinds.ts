/** Counts texts by kind, with the first line of each, in bounded memory however many kinds there are. */

/** Beyond these, kinds are counted together. Our choice. */
const MAX_KINDS = 1000;
/** Numbers in a text, such as an age in days, don't make it another kind. */
const NUMBER = /\d+(?:\.\d+)?/g;

export interface Kind {
	readonly text: string;
	readonly firstLine: number;
	count: number;
}

export class Kinds {
	readonly #kinds = new Map<string, Kind>();
	#others: Kind | undefined;

	add(text: string, line: number): void {
		const key = text.replace(NUMBER, '#');
		const known = this.#kinds.get(key);
		if (known !== undefined) known.count++;
		else if (this.#kinds.size < MAX_KINDS) this.#kinds.set(key, { text, firstLine: line, count: 1 });
		else if (this.#others === undefined) this.#others = { text: 'and other kinds', firstLine: line, count: 1 };
		else this.#others.count++;
	}

	/** Of all kinds. */
	get total(): number {
		return this.all().reduce((sum, { count }) => sum + count, 0);
	}

	/** In the order of their first lines. */
	all(): readonly Kind[] {
		return this.#others === undefined ? [...this.#kinds.values()] : [...this.#kinds.values(), this.#others];
	}
}
