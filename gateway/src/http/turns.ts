/** Lets a few go on and the others wait, in order. */

export class Turns {
	#free: number;
	readonly #waiting: (() => void)[] = [];

	/** @param count how many have a turn at the same time */
	constructor(count: number) {
		this.#free = count;
	}

	/** Runs the work when it is its turn, and ends the turn with it. */
	async take<T>(work: () => Promise<T>): Promise<T> {
		if (this.#free > 0) this.#free -= 1;
		else await new Promise<void>((resolve) => this.#waiting.push(resolve));
		try {
			return await work();
		} finally {
			const next = this.#waiting.shift();
			if (next === undefined) this.#free += 1;
			else next();
		}
	}
}
