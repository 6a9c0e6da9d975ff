/** Time that passes only when a test says so. */

interface Sleeper {
	readonly dueMs: number;
	readonly wake: () => void;
}

export class ManualClock {
	#nowMs: number;
	readonly #settle: () => Promise<void>;
	readonly #sleepers = new Set<Sleeper>();

	/** @param settle resolves once nothing more can happen without time */
	constructor(startMs: number, settle = runPendingWork) {
		this.#nowMs = startMs;
		this.#settle = settle;
	}

	nowMs = (): number => this.#nowMs;

	sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
		new Promise((resolve) => {
			if (signal?.aborted) return resolve();
			const sleeper = {
				dueMs: this.#nowMs + ms,
				wake: () => {
					this.#sleepers.delete(sleeper);
					signal?.removeEventListener('abort', sleeper.wake);
					resolve();
				},
			};
			this.#sleepers.add(sleeper);
			signal?.addEventListener('abort', sleeper.wake, { once: true });
		});

	/** Lets time pass, wakes all sleepers in order, and runs everything that follows. */
	async advance(ms: number): Promise<void> {
		const endMs = this.#nowMs + ms;
		await this.#settle();
		for (let next = this.#next(endMs); next !== undefined; next = this.#next(endMs)) {
			this.#nowMs = Math.max(this.#nowMs, next.dueMs);
			next.wake();
			await this.#settle();
		}
		this.#nowMs = endMs;
		await this.#settle();
	}

	#next(endMs: number): Sleeper | undefined {
		return [...this.#sleepers].filter(({ dueMs }) => dueMs <= endMs).sort((a, b) => a.dueMs - b.dueMs)[0];
	}
}

/** Runs commits and everything that waits for them. */
export async function runPendingWork(): Promise<void> {
	for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}
