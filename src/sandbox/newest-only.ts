/** A list that forgets its oldest entries. */

export class NewestOnly<T> {
	readonly #limit: number;
	#entries: T[] = [];
	#next = 0;

	/** @param limit entries to keep; 0 keeps none */
	constructor(limit: number) {
		this.#limit = limit;
	}

	/** Adds an entry and returns the one that was dropped for it: the entry itself if the limit is 0. */
	push(entry: T): T | undefined {
		if (this.#limit === 0) return entry;
		const forgotten = this.#entries[this.#next];
		this.#entries[this.#next] = entry;
		this.#next = (this.#next + 1) % this.#limit;
		return forgotten;
	}

	/** The entries kept, oldest first. */
	list(): T[] {
		return [...this.#entries.slice(this.#next), ...this.#entries.slice(0, this.#next)];
	}

	clear(): void {
		this.#entries = [];
		this.#next = 0;
	}
}
