/** Work that is done in later turns of the event loop, in order and a little in each, so that no answer waits for much of it. */

/** Pieces that wait; with more, the oldest is done at once, since nothing may be left out. Our choice. */
const MAX_WAITING = 1000;
/** What a turn takes, but for the last piece of it. Beside it the requests of the turn have their time. Our choice. */
const TURN_MS = 12;

export interface TurnPorts {
	/** Runs something in a later turn. */
	defer(work: () => void): void;
	/** Of a clock that does not jump. */
	monotonicMs(): number;
}

export class LaterTurns {
	readonly #ports: TurnPorts;
	readonly #turnMs: number;
	readonly #waiting: (() => void)[] = [];
	#isRunning = false;

	/** @param turnMs after which a turn takes no further piece; with 0 it takes one */
	constructor(ports: TurnPorts, turnMs = TURN_MS) {
		this.#ports = ports;
		this.#turnMs = turnMs;
	}

	/** Pieces that wait. */
	get waiting(): number {
		return this.#waiting.length;
	}

	/** @param work must not throw */
	add(work: () => void): void {
		this.#waiting.push(work);
		if (this.#waiting.length > MAX_WAITING) this.#waiting.shift()?.();
		this.#run();
	}

	/** When what waits now is done. */
	done(): Promise<void> {
		return this.#waiting.length === 0 ? Promise.resolve() : new Promise((resolve) => this.add(resolve));
	}

	/** Does now what waits. */
	drain(): void {
		for (const work of this.#waiting.splice(0)) work();
	}

	#run(): void {
		if (this.#isRunning) return;
		this.#isRunning = true;
		this.#ports.defer(() => {
			this.#isRunning = false;
			const endMs = this.#ports.monotonicMs() + this.#turnMs;
			do this.#waiting.shift()?.();
			while (this.#waiting.length > 0 && this.#ports.monotonicMs() < endMs);
			if (this.#waiting.length > 0) this.#run();
		});
	}
}
