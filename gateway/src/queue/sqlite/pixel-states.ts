/** The state of each pixel, in a table of its own. */

import type Database from 'libsql';
import { isRecord, parseJson } from 'openai-ads-destination/internal';
import { FRESH_PIXEL_STATE, MAX_MEMORY_BYTES, type PixelState, type StateChange } from '../pixel-state.js';
import { StorageError } from '../queue-errors.js';

export class PixelStates {
	readonly #select: Database.Statement;
	readonly #upsert: Database.Statement;
	readonly #pixels: Database.Statement;

	constructor(database: Database.Database) {
		this.#select = database.prepare('SELECT state FROM pixel_states WHERE pixel = ?');
		this.#upsert = database.prepare('INSERT OR REPLACE INTO pixel_states (pixel, state) VALUES (?, ?)');
		this.#pixels = database.prepare('SELECT pixel FROM pixel_states');
	}

	/** Fresh if there is none, or none that can be read. */
	read(pixelId: string): PixelState {
		const row = this.#select.get([pixelId]) as { state: string } | undefined;
		const state = row === undefined ? undefined : parseJson(row.state);
		if (!isRecord(state)) return FRESH_PIXEL_STATE;
		const { isPaused, pausedSinceMs, memory } = state;
		return {
			isPaused: isPaused === true,
			...(typeof pausedSinceMs === 'number' ? { pausedSinceMs } : {}),
			...(isRecord(memory) ? { memory } : {}),
		};
	}

	/** To be called within a transaction. @throws StorageError if there is too much to remember */
	change(pixelId: string, change: StateChange): void {
		const state = JSON.stringify({ ...this.read(pixelId), ...change });
		if (state.length > MAX_MEMORY_BYTES) {
			throw new StorageError(
				`The state of a pixel has ${state.length} characters; ${MAX_MEMORY_BYTES} are kept at most.`,
			);
		}
		this.#upsert.run([pixelId, state]);
	}

	pixelIds(): string[] {
		return (this.#pixels.all([]) as { pixel: string }[]).map(({ pixel }) => pixel);
	}
}
