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
	readonly #waiting: (() => void)[] = [];
	#isRunning = false;

	constructor(ports: TurnPorts) {
		this.#ports = ports;
	}

	/** @param work must not throw */
	add(work: () => void): void {
		this.#waiting.push(work);
		if (this.#waiting.length > MAX_WAITING) this.#waiting.shift()?.();
		this.#run();
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
			const endMs = this.#ports.monotonicMs() + TURN_MS;
			do this.#waiting.shift()?.();
			while (this.#waiting.length > 0 && this.#ports.monotonicMs() < endMs);
			if (this.#waiting.length > 0) this.#run();
		});
	}
}
