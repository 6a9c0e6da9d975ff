/**
 * The profiles of one batch of events: read at once, seen by each event with what earlier ones taught, saved at once.
 * A store that fails costs the enrichment, never an event.
 */

import type { Facts } from '../map/facts.js';
import type { Logger } from '../ports.js';
import { learn } from './learn.js';
import { keyList, type PersonKeys } from './person-keys.js';
import { mergeProfiles, type Profile, type ProfileEntry, type Profiles } from './profile.js';
import { recallPerson } from './recall.js';

export class ProfileSession {
	readonly #profiles = new Map<string, Profile>();
	readonly #forgotten = new Set<string>();
	#entries: ProfileEntry[] = [];

	/** Reads the profiles of all keys in one call. */
	static async open(store: Profiles, keys: readonly string[], logger: Logger): Promise<ProfileSession> {
		const session = new ProfileSession();
		const unique = [...new Set(keys)];
		if (unique.length === 0) return session;
		try {
			const found = await store.get(unique);
			unique.forEach((key, index) => {
				const profile = found[index];
				if (profile !== undefined) session.#profiles.set(key, profile);
			});
		} catch (error) {
			logger.warn('The profile store could not be read; events go without what it knows.', { error: nameOf(error) });
		}
		return session;
	}

	/** What is known of the event's person so far. */
	recall(keys: PersonKeys): Profile | undefined {
		return recallPerson(this.#find(keys.user), this.#find(keys.anonymous), keys.user !== undefined);
	}

	/** Takes up what an event teaches. */
	learn(facts: Facts, keys: PersonKeys, seenAtMs: number): void {
		const known = { user: this.#find(keys.user), anonymous: this.#find(keys.anonymous) };
		for (const entry of learn(facts, keys, known, seenAtMs)) {
			this.#profiles.set(entry.key, mergeProfiles(this.#profiles.get(entry.key), entry.profile));
			this.#entries.push(entry);
		}
	}

	forget(keys: PersonKeys): void {
		for (const key of keyList(keys)) {
			this.#profiles.delete(key);
			this.#forgotten.add(key);
		}
		this.#entries = this.#entries.filter(({ key }) => !this.#forgotten.has(key));
	}

	/** Writes what was learned; what was forgotten goes first. */
	async save(store: Profiles, logger: Logger): Promise<void> {
		try {
			if (this.#forgotten.size > 0) await store.forget([...this.#forgotten]);
			if (this.#entries.length > 0) await store.merge(this.#entries);
		} catch (error) {
			logger.warn('The profile store could not be written; later events go without what these taught.', {
				error: nameOf(error),
			});
		}
	}

	#find(key: string | undefined): Profile | undefined {
		return key === undefined ? undefined : this.#profiles.get(key);
	}
}

function nameOf(error: unknown): string {
	return error instanceof Error ? error.name : 'unknown';
}
