/** Whether the database answers. While it does not, calls are refused at once, so that no request waits; a probe finds out when it is back. */

import { StorageError } from '../queue-errors.js';
import { toStorageError } from './database-errors.js';

/** Between two probes. Our choice. */
const PROBE_EVERY_MS = 500;

export interface AvailabilityPorts {
	/** Resolves if the database answers and holds what it should. */
	probe(): Promise<void>;
	sleep(ms: number, signal: AbortSignal): Promise<void>;
	/** Is told when it goes and when the reason changes, and once when it is back. */
	onAway(why: string): void;
	onBack(): void;
}

export class Availability {
	readonly #ports: AvailabilityPorts;
	readonly #closing = new AbortController();
	#problem: string | undefined;

	constructor(ports: AvailabilityPorts) {
		this.#ports = ports;
	}

	get isAway(): boolean {
		return this.#problem !== undefined;
	}

	/** @throws StorageError while the database is away */
	check(): void {
		if (this.#problem !== undefined) throw new StorageError(this.#problem);
	}

	/** A connection was lost, or the database is not what this version can work with. */
	lose(error: unknown): void {
		if (this.#problem !== undefined || this.#closing.signal.aborted) return;
		this.#problem = toStorageError(error).message;
		this.#ports.onAway(this.#problem);
		void this.#recover();
	}

	close(): void {
		this.#closing.abort();
	}

	async #recover(): Promise<void> {
		const { signal } = this.#closing;
		while (!signal.aborted) {
			try {
				await this.#ports.probe();
				this.#problem = undefined;
				this.#ports.onBack();
				return;
			} catch (error) {
				const problem = toStorageError(error).message;
				// A password that was changed is known only once a new connection is tried.
				if (problem !== this.#problem) this.#ports.onAway(problem);
				this.#problem = problem;
				await this.#ports.sleep(PROBE_EVERY_MS, signal);
			}
		}
	}
}
