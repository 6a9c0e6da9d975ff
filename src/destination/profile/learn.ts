/** Learns the facts of one event about its person. */

import type { Facts } from './facts.js';
import type { PersonKeys } from './person-keys.js';
import { MATCH_KEY_FACTS, type Profile, type ProfileEntry, type ProfileFact, type Remembered } from './profile.js';

/** A fact that is already known is renewed at most this often, which spares a durable store most writes. Our choice. */
const RENEWAL_MS = 60 * 60 * 1000;

/** The profiles stored under the two keys of a person. */
interface KnownProfiles {
	readonly user: Profile | undefined;
	readonly anonymous: Profile | undefined;
}

/**
 * Lists the entries to merge; the list is empty if the event holds nothing new. A userId learns everything, including the
 * click that its anonymousId made earlier. An anonymousId learns match keys only until a userId is linked to it.
 *
 * @param seenAtMs time of the event, never ahead of now
 */
export function learn(facts: Facts, keys: PersonKeys, known: KnownProfiles, seenAtMs: number): ProfileEntry[] {
	const { user, anonymous } = keys;
	const entries: ProfileEntry[] = [];
	if (user !== undefined) learnOfUser(facts, known, seenAtMs).appendTo(entries, user);
	if (anonymous !== undefined)
		learnOfAnonymous(facts, known.anonymous, user !== undefined, seenAtMs).appendTo(entries, anonymous);
	return entries;
}

function learnOfUser(facts: Facts, known: KnownProfiles, seenAtMs: number): ProfileUpdate {
	const update = new ProfileUpdate(known.user);
	const { oppref, obref, opt_out } = known.anonymous ?? {};
	update.addRemembered('oppref', oppref);
	update.addRemembered('obref', obref);
	update.addRemembered('opt_out', opt_out);
	update.addClick(facts, seenAtMs);
	update.addMatchKeys(facts, seenAtMs);
	update.add('source_url', facts.sourceUrl, seenAtMs);
	return update;
}

function learnOfAnonymous(
	facts: Facts,
	known: Profile | undefined,
	hasUserId: boolean,
	seenAtMs: number,
): ProfileUpdate {
	const update = new ProfileUpdate(known);
	update.addClick(facts, seenAtMs);
	if (hasUserId) update.add('linked', true, seenAtMs);
	else if (known?.linked === undefined) update.addMatchKeys(facts, seenAtMs);
	return update;
}

/** What one event changes in the profile of one key. */
class ProfileUpdate {
	readonly #known: Profile | undefined;
	readonly #news: { [Fact in ProfileFact]?: Profile[Fact] } = {};
	#isEmpty = true;

	constructor(known: Profile | undefined) {
		this.#known = known;
	}

	add<Fact extends ProfileFact>(fact: Fact, value: FactValue<Fact> | undefined, seenAtMs: number): void {
		if (value !== undefined && isNews(this.#known?.[fact], value, seenAtMs)) this.#set(fact, { value, seenAtMs });
	}

	/** Adds a fact of another profile, with the time it was seen there. */
	addRemembered<Fact extends ProfileFact>(fact: Fact, remembered: Remembered<FactValue<Fact>> | undefined): void {
		if (remembered === undefined || !isNews(this.#known?.[fact], remembered.value, remembered.seenAtMs)) return;
		this.#set(fact, remembered);
	}

	addClick({ oppref, obref, isOptedOut }: Facts, seenAtMs: number): void {
		this.add('oppref', oppref, seenAtMs);
		this.add('obref', obref, seenAtMs);
		if (isOptedOut) this.add('opt_out', true, seenAtMs);
	}

	addMatchKeys({ matchKeys }: Facts, seenAtMs: number): void {
		for (const key of MATCH_KEY_FACTS) this.add(key, matchKeys[key], seenAtMs);
	}

	appendTo(entries: ProfileEntry[], key: string): void {
		if (!this.#isEmpty) entries.push({ key, profile: this.#news as Profile }); // Only present facts were set.
	}

	/** Keeps the newer of two values of one fact. */
	#set<Fact extends ProfileFact>(fact: Fact, remembered: Remembered<FactValue<Fact>>): void {
		const earlier = this.#news[fact];
		if (earlier !== undefined && earlier.seenAtMs > remembered.seenAtMs) return;
		this.#news[fact] = remembered as Profile[Fact]; // The value is of the fact's own type.
		this.#isEmpty = false;
	}
}

type FactValue<Fact extends ProfileFact> = NonNullable<Profile[Fact]>['value'];

function isNews(known: Remembered<unknown> | undefined, value: unknown, seenAtMs: number): boolean {
	if (known === undefined) return true;
	if (seenAtMs < known.seenAtMs) return false;
	return seenAtMs - known.seenAtMs >= RENEWAL_MS || !isSame(known.value, value);
}

function isSame(one: unknown, other: unknown): boolean {
	return one === other || (Array.isArray(one) && Array.isArray(other) && one.join() === other.join());
}
