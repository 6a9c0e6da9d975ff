/** A wait that can be ended early. */

/** Waits until a time has passed or somebody wakes it, and remembers a wake that came before the wait. */
export class WakeSignal {
	readonly #clock: { sleep(ms: number, signal?: AbortSignal): Promise<void> };
	#wasWoken = false;
	#waiting: AbortController | undefined;

	constructor(clock: { sleep(ms: number, signal?: AbortSignal): Promise<void> }) {
		this.#clock = clock;
	}

	wake(): void {
		this.#wasWoken = true;
		this.#waiting?.abort();
	}

	/** Resolves after `ms` milliseconds, at the next `wake`, or at once if it was woken since the last wait. */
	async wait(ms: number): Promise<void> {
		if (!this.#wasWoken) {
			this.#waiting = new AbortController();
			await this.#clock.sleep(ms, this.#waiting.signal);
			this.#waiting = undefined;
		}
		this.#wasWoken = false;
	}
}
