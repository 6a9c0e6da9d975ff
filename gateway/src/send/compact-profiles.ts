/** Keeps the profiles of the people seen last, as JSON outside of V8's heap: bounded by bytes, however many people a file has. */

import { mergeProfiles, PROFILE_LIFETIME_MS, type Profile, type Profiles } from 'openai-ads-destination/pipeline';
import { decodeProfile, encodeProfile } from './profile-text.js';
import { Shelf } from './shelf.js';

export interface CompactProfiles extends Profiles {
	/** Forgets everybody, so that another reading of the events can have the same memory. */
	clear(): void;
}

/** Of one of two shelves: room for about 20,000 profiles with a click and all match keys. Our choice. */
const SHELF_BYTES = 7 * 1024 * 1024;

/** @param options.shelfBytes what is kept at least of the people seen last, and at most twice that */
export function createCompactProfiles(options: { nowMs: () => number; shelfBytes?: number }): CompactProfiles {
	const shelves = new TwoShelves(options.nowMs, options.shelfBytes ?? SHELF_BYTES);
	return {
		get: async (keys) => keys.map((key) => shelves.get(key)),
		merge: async (entries) => {
			for (const { key, profile } of entries) shelves.set(key, mergeProfiles(shelves.get(key), profile));
		},
		forget: async (keys) => {
			for (const key of keys) shelves.forget(key);
		},
		clear: () => shelves.clear(),
	};
}

/** A shelf for what is seen now and the full one before it. When both are full, the older one is cleared. */
class TwoShelves {
	readonly #nowMs: () => number;
	#now: Shelf;
	#before: Shelf;

	constructor(nowMs: () => number, shelfBytes: number) {
		this.#nowMs = nowMs;
		this.#now = new Shelf(shelfBytes);
		this.#before = new Shelf(shelfBytes);
	}

	/** Whoever is asked for is seen. */
	get(key: string): Profile | undefined {
		const kept = this.#now.get(key);
		const found = kept ?? this.#before.get(key);
		if (found === undefined || this.#nowMs() - found.savedAtMs > PROFILE_LIFETIME_MS) return undefined;
		if (found !== kept) this.#keep(key, found.text, found.savedAtMs);
		return decodeProfile(found.text);
	}

	set(key: string, profile: Profile): void {
		this.#keep(key, encodeProfile(profile), this.#nowMs());
	}

	forget(key: string): void {
		this.#now.delete(key);
		this.#before.delete(key);
	}

	clear(): void {
		this.#now.clear();
		this.#before.clear();
	}

	#keep(key: string, text: string, savedAtMs: number): void {
		if (this.#now.set(key, text, savedAtMs)) return;
		[this.#now, this.#before] = [this.#before, this.#now];
		this.#now.clear();
		this.#now.set(key, text, savedAtMs);
	}
}
