/** The requests of all pixels together: a bounded number under way, and whoever has waited longest is next. */

/** Gives the slot back. Once is enough; more changes nothing. */
export type Release = () => void;

interface Waiting {
	readonly take: (release: Release | undefined) => void;
}

export class Slots {
	#free: number;
	readonly #waiting = new Set<Waiting>();

	/** @param count requests under way at most */
	constructor(count: number) {
		this.#free = count;
	}

	/**
	 * Waits for a slot. A worker asks for one at a time, so that pixels take turns however much each of them has.
	 *
	 * @returns how to give it back; `undefined` once `signal` is aborted
	 */
	acquire(signal: AbortSignal): Promise<Release | undefined> {
		if (signal.aborted) return Promise.resolve(undefined);
		if (this.#free > 0 && this.#waiting.size === 0) {
			this.#free -= 1;
			return Promise.resolve(this.#createRelease());
		}
		return new Promise((resolve) => {
			const leave = () => waiting.take(undefined);
			const waiting: Waiting = {
				take: (release) => {
					this.#waiting.delete(waiting);
					signal.removeEventListener('abort', leave);
					resolve(release);
				},
			};
			this.#waiting.add(waiting);
			signal.addEventListener('abort', leave, { once: true });
		});
	}

	#createRelease(): Release {
		let isHeld = true;
		return () => {
			if (!isHeld) return;
			isHeld = false;
			const [next] = this.#waiting;
			if (next === undefined) this.#free += 1;
			else next.take(this.#createRelease());
		};
	}
}
