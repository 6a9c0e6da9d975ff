/** A wait that can be ended early, and remembers a ring that came before it. */

export class Doorbell {
	readonly #clock: { sleep(ms: number, signal?: AbortSignal): Promise<void> };
	#wasRung = false;
	#waiting: AbortController | undefined;

	constructor(clock: { sleep(ms: number, signal?: AbortSignal): Promise<void> }) {
		this.#clock = clock;
	}

	ring(): void {
		this.#wasRung = true;
		this.#waiting?.abort();
	}

	/** Resolves after `ms` milliseconds, at the next ring, or at once if it was rung since the last wait. */
	async wait(ms: number): Promise<void> {
		if (!this.#wasRung) {
			this.#waiting = new AbortController();
			await this.#clock.sleep(ms, this.#waiting.signal);
			this.#waiting = undefined;
		}
		this.#wasRung = false;
	}
}
