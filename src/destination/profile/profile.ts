/**
 * A person's profile, remembered between events: hashed match keys and the click, never raw values.
 * Each fact has the time of the event it was learned from, so that the order of arrival does not matter.
 */

/** Who sent an event. Anyone can read a browser's key, so what browsers teach only fills the gaps that servers leave. */
export type Tier = 'server' | 'browser';

/** A fact and the time of the event it was seen in, Unix milliseconds. */
export interface Remembered<T> {
	readonly value: T;
	readonly seenAtMs: number;
	/** On what a browser taught about a userId: the start of the anonymousId's digest that it taught it with. */
	readonly from?: string;
}

/** What events of one tier taught. */
export interface TaughtFacts {
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

/** What servers taught and, apart from it, what browsers taught. A profile without tiers is a server's. */
export interface Profile extends TaughtFacts {
	/** Fills the gaps of the facts above; nothing in it changes any of them. */
	readonly browser?: TaughtFacts;
}

/** What is recalled of a person for one event. */
export interface Recollection extends Profile {
	/** When the person's last click was seen, in Unix milliseconds, if that is too long ago to count. The click itself is left out. */
	readonly expiredClickMs?: number;
}

export type ProfileFact = keyof TaughtFacts;
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
 * Merges new facts into a known profile, each tier by itself: for each fact the newer event wins; of two equally old ones,
 * the new fact. An opt-out stays once given. A profile that was linked to a userId loses its match keys, unless only a
 * browser linked it: then it keeps those that servers taught.
 */
export function mergeProfiles(known: Profile | undefined, learned: Profile): Profile {
	if (known === undefined && learned.browser === undefined && !isLinkedWithKeys(learned)) return learned;
	const merged = mergeFacts(known, learned);
	const browser = mergeBrowsers(known?.browser, learned.browser, merged.linked !== undefined);
	return browser === undefined ? merged : { ...merged, browser };
}

function isLinkedWithKeys(facts: TaughtFacts): boolean {
	return facts.linked !== undefined && MATCH_KEY_FACTS.some((fact) => facts[fact] !== undefined);
}

function mergeBrowsers(
	known: TaughtFacts | undefined,
	learned: TaughtFacts | undefined,
	isLinked: boolean,
): TaughtFacts | undefined {
	const merged = known === undefined || learned === undefined ? (learned ?? known) : mergeFacts(known, learned);
	return merged !== undefined && (isLinked || merged.linked !== undefined) ? withoutMatchKeys(merged) : merged;
}

function mergeFacts(known: TaughtFacts | undefined, learned: TaughtFacts): TaughtFacts {
	const merged: Record<string, Remembered<unknown>> = { ...known };
	for (const [fact, fresh] of Object.entries(learned) as [string, Remembered<unknown>][]) {
		if (fact === 'browser') continue; // The other tier of a whole profile.
		const old = merged[fact];
		if (old === undefined || fresh.seenAtMs >= old.seenAtMs) merged[fact] = fresh;
	}
	return merged['linked'] === undefined ? merged : withoutMatchKeys(merged);
}

function withoutMatchKeys(facts: TaughtFacts): TaughtFacts {
	const { email: _, phone: __, first_name: ___, last_name: ____, ...rest } = facts;
	return rest;
}
