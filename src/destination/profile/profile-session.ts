/**
 * The profiles of one batch of events: read in one call, updated by each event for the next ones, saved in one call.
 * A failing store costs the enrichment, never an event.
 */

import { isRecord } from '../primitives/json.js';
import type { Logger } from '../primitives/logger.js';
import type { Facts } from './facts.js';
import { forgetAll, forgetBrowsers, forgetFrom } from './forget.js';
import { fromOf, isOptedOut, type KnownProfiles, learn } from './learn.js';
import { keyList, type PersonKeys } from './person-keys.js';
import {
	mergeProfiles,
	type Profile,
	type ProfileEntry,
	type Profiles,
	type Recollection,
	type Tier,
} from './profile.js';
import { recallPerson } from './recall.js';

/** What a session works with. */
export interface SessionPorts {
	readonly profiles: Profiles;
	readonly logger: Logger;
}

export class ProfileSession {
	readonly #tier: Tier;
	readonly #profiles = new Map<string, Profile>();
	readonly #forgotten = new Set<string>();
	#entries: ProfileEntry[] = [];

	private constructor(tier: Tier) {
		this.#tier = tier;
	}

	/**
	 * Reads the profiles of all keys in one call.
	 *
	 * @param tier of the session's events
	 */
	static async open(
		{ profiles: store, logger }: SessionPorts,
		keys: readonly string[],
		tier: Tier,
	): Promise<ProfileSession> {
		const session = new ProfileSession(tier);
		const unique = [...new Set(keys)];
		if (unique.length === 0) return session;
		const report = 'The profile store could not be read; these events are sent without its profiles.';
		const found = await attempt(() => store.get(unique), report, logger);
		for (const [index, key] of unique.entries()) {
			const profile = found?.[index];
			if (isRecord(profile)) session.#profiles.set(key, profile);
		}
		return session;
	}

	/** What is known of the event's person so far. */
	recall(keys: PersonKeys, nowMs: number, tier: Tier = this.#tier): Recollection | undefined {
		const { user, anonymous } = this.#known(keys);
		return recallPerson({ user, anonymous, hasUserId: keys.user !== undefined, tier, nowMs });
	}

	/** Adds the facts of an event. Returns whether any is new. */
	learn(facts: Facts, keys: PersonKeys, seenAtMs: number): boolean {
		const known = this.#known(keys);
		if (this.#tier === 'browser' && isOptedOut(facts, known)) this.#forgetFrom(keys);
		const entries = learn(facts, keys, known, seenAtMs, this.#tier);
		for (const entry of entries) this.#add(entry);
		return entries.length > 0;
	}

	/**
	 * Forgets the person. A browser's event reaches no further than what browsers taught with its anonymousId, under that
	 * and under its userId.
	 */
	forget(keys: PersonKeys): void {
		if (this.#tier === 'server') {
			for (const key of keyList(keys)) this.#replace(key, forgetAll);
			return;
		}
		if (keys.anonymous !== undefined) this.#replace(keys.anonymous, forgetBrowsers);
		this.#forgetFrom(keys);
	}

	/** Deletes what was forgotten, then writes what was learned, in one call each. */
	async save({ profiles: store, logger }: SessionPorts): Promise<void> {
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

	#forgetFrom(keys: PersonKeys): void {
		const from = fromOf(keys);
		const isTaught = Object.values(this.#find(keys.user)?.browser ?? {}).some((fact) => fact.from === from);
		if (keys.user !== undefined && isTaught) this.#replace(keys.user, (profile) => forgetFrom(profile, from));
	}

	/** Deletes the profile of a key and writes what is left of it. */
	#replace(key: string, forget: (profile: Profile) => Profile | undefined): void {
		const left = forget(this.#profiles.get(key) ?? {});
		this.#profiles.delete(key);
		this.#forgotten.add(key);
		this.#entries = this.#entries.filter((entry) => entry.key !== key);
		if (left !== undefined) this.#add({ key, profile: left });
	}

	#known({ user, anonymous }: PersonKeys): KnownProfiles {
		return { user: this.#find(user), anonymous: this.#find(anonymous) };
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
