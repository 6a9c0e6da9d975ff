/** Lets others have a turn in the middle of long work. */

import { setImmediate } from 'node:timers/promises';

/** Longest stretch of work without a pause. A parse or a mapping in between may add to it. Our choice. */
const STRETCH_MS = 10;

export class Pauses {
	#sinceMs = performance.now();

	/** To be called after each step. @returns a promise to wait for if it is time for a pause */
	next(): Promise<void> | undefined {
		return performance.now() - this.#sinceMs < STRETCH_MS ? undefined : this.#rest();
	}

	async #rest(): Promise<void> {
		await setImmediate();
		this.#sinceMs = performance.now();
	}
}
