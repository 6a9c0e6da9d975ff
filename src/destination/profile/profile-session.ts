/**
 * The profiles of one batch of events: read in one call, updated by each event for the next ones, saved in one call.
 * A failing store costs the enrichment, never an event.
 */

import { isRecord } from '../primitives/json.js';
import type { Logger } from '../primitives/logger.js';
import type { Facts } from './facts.js';
import { learn } from './learn.js';
import { keyList, type PersonKeys } from './person-keys.js';
import { mergeProfiles, type Profile, type ProfileEntry, type Profiles } from './profile.js';
import { recallPerson, withoutStale } from './recall.js';

export class ProfileSession {
	readonly #profiles = new Map<string, Profile>();
	readonly #forgotten = new Set<string>();
	#entries: ProfileEntry[] = [];

	/** Reads the profiles of all keys in one call. */
	static async open(store: Profiles, keys: readonly string[], logger: Logger): Promise<ProfileSession> {
		const session = new ProfileSession();
		const unique = [...new Set(keys)];
		if (unique.length === 0) return session;
		const report = 'The profile store could not be read; these events are sent without its profiles.';
		const found = await attempt(() => store.get(unique), report, logger);
		unique.forEach((key, index) => {
			const profile = found?.[index];
			if (isRecord(profile)) session.#profiles.set(key, profile);
		});
		return session;
	}

	/** The profile of the event's person so far. */
	recall(keys: PersonKeys, nowMs: number): Profile | undefined {
		const profile = recallPerson(this.#find(keys.user), this.#find(keys.anonymous), keys.user !== undefined);
		return profile && withoutStale(profile, nowMs);
	}

	/** Adds the facts of an event. */
	learn(facts: Facts, keys: PersonKeys, seenAtMs: number): void {
		const known = { user: this.#find(keys.user), anonymous: this.#find(keys.anonymous) };
		for (const entry of learn(facts, keys, known, seenAtMs)) this.#add(entry);
	}

	/** Deletes the person's profiles except for an opt-out: without it, data that the person refused to share would be sent. */
	forget(keys: PersonKeys): void {
		for (const key of keyList(keys)) {
			const optOut = this.#profiles.get(key)?.opt_out;
			this.#profiles.delete(key);
			this.#forgotten.add(key);
			this.#entries = this.#entries.filter((entry) => entry.key !== key);
			if (optOut !== undefined) this.#add({ key, profile: { opt_out: optOut } });
		}
	}

	/** Deletes what was forgotten, then writes what was learned, in one call each. */
	async save(store: Profiles, logger: Logger): Promise<void> {
		if (this.#forgotten.size > 0) {
			const report = 'The profile store could not forget a person; the profile stays until it expires.';
			await attempt(() => store.forget([...this.#forgotten]), report, logger);
		}
		if (this.#entries.length > 0) {
			const report =
				'The profile store could not be written; later events are sent without what was learned from these.';
			await attempt(() => store.merge(this.#entries), report, logger);
		}
	}

	#add(entry: ProfileEntry): void {
		this.#profiles.set(entry.key, mergeProfiles(this.#profiles.get(entry.key), entry.profile));
		this.#entries.push(entry);
	}

	#find(key: string | undefined): Profile | undefined {
		return key === undefined ? undefined : this.#profiles.get(key);
	}
}

async function attempt<T>(call: () => Promise<T>, report: string, logger: Logger): Promise<T | undefined> {
	try {
		return await call();
	} catch (error) {
		logger.warn(report, { error: error instanceof Error ? error.name : 'unknown' });
		return undefined;
	}
}
