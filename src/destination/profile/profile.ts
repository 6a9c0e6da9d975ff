/**
 * A person's profile, remembered between events: hashed match keys and the click, never raw values.
 * Each fact has the time of the event it was learned from, so that the order of arrival does not matter.
 */

/** A fact and the time of the event it was seen in, Unix milliseconds. */
export interface Remembered<T> {
	readonly value: T;
	readonly seenAtMs: number;
}

export interface Profile {
	/** SHA-256 digests by match key. */
	readonly email?: Remembered<readonly string[]>;
	readonly phone?: Remembered<readonly string[]>;
	readonly first_name?: Remembered<readonly string[]>;
	readonly last_name?: Remembered<readonly string[]>;
	readonly oppref?: Remembered<string>;
	readonly obref?: Remembered<string>;
	/** Origin and path of the last page. */
	readonly source_url?: Remembered<string>;
	readonly opt_out?: Remembered<boolean>;
	/** On the profile of an anonymousId: a userId was linked to it. From then on it holds no match keys. */
	readonly linked?: Remembered<true>;
}

export type ProfileFact = keyof Profile;
export const MATCH_KEY_FACTS = ['email', 'phone', 'first_name', 'last_name'] as const satisfies readonly ProfileFact[];

/** The facts that one event adds to one key. They are merged into the stored ones; for each fact the newest event wins. */
export interface ProfileEntry {
	readonly key: string;
	readonly profile: Profile;
}

/**
 * Where profiles live. Keys are opaque and hashed: `u:<sha256 of userId>`, `a:<sha256 of anonymousId>`.
 * Entries expire 30 days after they were last merged. A store may lose entries, but must not mix them up.
 */
export interface Profiles {
	/** One profile per key, in order. */
	get(keys: readonly string[]): Promise<(Profile | undefined)[]>;
	/** Merges with `mergeProfiles`, several entries of one key in order. */
	merge(entries: readonly ProfileEntry[]): Promise<void>;
	/** Erases what is stored under these keys. */
	forget(keys: readonly string[]): Promise<void>;
}

/** Life of a profile after it was last seen, and of a click: docs/decisions/0006-profiles-live-30-days.md */
export const PROFILE_LIFETIME_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Merges new facts into a known profile: for each fact the newer event wins; of two equally old ones, the new fact.
 * An opt-out stays once given. A profile that was linked to a userId loses its match keys.
 */
export function mergeProfiles(known: Profile | undefined, learned: Profile): Profile {
	if (known === undefined && learned.linked === undefined) return learned;
	const merged: Record<string, Remembered<unknown>> = { ...known };
	for (const [fact, fresh] of Object.entries(learned) as [ProfileFact, Remembered<unknown>][]) {
		const old = merged[fact];
		if (old === undefined || fresh.seenAtMs >= old.seenAtMs) merged[fact] = fresh;
	}
	if (merged['linked'] !== undefined) for (const fact of MATCH_KEY_FACTS) delete merged[fact];
	return merged as Profile; // It has only facts of two profiles.
}
