/** Decides when what a worker remembers is worth writing down: at once when a hold begins or ends, else now and then. */

/** At most one write in this time, whatever happens. (product decision) */
const LEAST_MS = 1000;
/** What changes with every answer can wait: after a crash the last seconds are learned again. Our choice. */
const USUAL_MS = 5000;

export class MemoryKeeper {
	readonly #save: () => Promise<void>;
	readonly #monotonicMs: () => number;
	#savedMs: number;
	#dueMs = Number.POSITIVE_INFINITY;
	#saving: Promise<void> | undefined;

	/** @param save never rejects */
	constructor(save: () => Promise<void>, monotonicMs: () => number) {
		this.#save = save;
		this.#monotonicMs = monotonicMs;
		this.#savedMs = monotonicMs() - USUAL_MS;
	}

	/** Something changed. */
	note(isUrgent: boolean): void {
		this.#dueMs = Math.min(this.#dueMs, this.#savedMs + (isUrgent ? LEAST_MS : USUAL_MS));
		this.saveIfDue();
	}

	/** Until the next write is due. */
	waitMs(): number {
		return this.#saving === undefined ? this.#dueMs - this.#monotonicMs() : Number.POSITIVE_INFINITY;
	}

	saveIfDue(): void {
		if (this.#saving === undefined && this.waitMs() <= 0) this.#begin();
	}

	/** Writes what is not written yet. */
	async close(): Promise<void> {
		await this.#saving;
		if (this.#dueMs !== Number.POSITIVE_INFINITY) await this.#begin();
	}

	#begin(): Promise<void> {
		this.#dueMs = Number.POSITIVE_INFINITY;
		this.#savedMs = this.#monotonicMs();
		this.#saving = this.#save().finally(() => {
			this.#saving = undefined;
		});
		return this.#saving;
	}
}
