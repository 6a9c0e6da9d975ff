/** What one event teaches about its person. */

import type { Facts } from './facts.js';
import type { PersonKeys } from './person-keys.js';
import { MATCH_KEY_FACTS, type Profile, type ProfileEntry, type ProfileFact, type Remembered } from './profile.js';

/** What is known already is renewed no more often than this, which spares a durable store most writes. Our choice. */
const RENEWAL_MS = 60 * 60 * 1000;

/**
 * The entries to merge, none if the event teaches nothing new. A userId learns everything, and the click that its
 * anonymousId made before it was known. An anonymousId learns match keys only until a userId is linked to it.
 *
 * @param known the profiles stored under the two keys
 * @param seenAtMs time of the event, never ahead of now
 */
export function learn(
	facts: Facts,
	keys: PersonKeys,
	known: { user: Profile | undefined; anonymous: Profile | undefined },
	seenAtMs: number,
): ProfileEntry[] {
	const { user, anonymous } = keys;
	const entries: ProfileEntry[] = [];
	if (user !== undefined) {
		const lesson = new Lesson(known.user);
		const { oppref, obref, opt_out } = known.anonymous ?? {};
		lesson.repeat('oppref', oppref);
		lesson.repeat('obref', obref);
		lesson.repeat('opt_out', opt_out);
		lesson.teachClick(facts, seenAtMs);
		lesson.teachMatchKeys(facts, seenAtMs);
		lesson.teach('source_url', facts.sourceUrl, seenAtMs);
		lesson.addTo(entries, user);
	}
	if (anonymous !== undefined) {
		const lesson = new Lesson(known.anonymous);
		lesson.teachClick(facts, seenAtMs);
		if (user !== undefined) lesson.teach('linked', true, seenAtMs);
		else if (known.anonymous?.linked === undefined) lesson.teachMatchKeys(facts, seenAtMs);
		lesson.addTo(entries, anonymous);
	}
	return entries;
}

/** What is new in one event about one key. */
class Lesson {
	readonly #known: Profile | undefined;
	readonly #news: { [Fact in ProfileFact]?: Profile[Fact] } = {};
	#isEmpty = true;

	constructor(known: Profile | undefined) {
		this.#known = known;
	}

	teach<Fact extends ProfileFact>(fact: Fact, value: FactValue<Fact> | undefined, seenAtMs: number): void {
		if (value !== undefined && isNews(this.#known?.[fact], value, seenAtMs)) this.#set(fact, { value, seenAtMs });
	}

	/** Teaches what another profile remembers, with its own time. */
	repeat<Fact extends ProfileFact>(fact: Fact, remembered: Remembered<FactValue<Fact>> | undefined): void {
		if (remembered === undefined || !isNews(this.#known?.[fact], remembered.value, remembered.seenAtMs)) return;
		this.#set(fact, remembered);
	}

	teachClick({ oppref, obref, isOptedOut }: Facts, seenAtMs: number): void {
		this.teach('oppref', oppref, seenAtMs);
		this.teach('obref', obref, seenAtMs);
		if (isOptedOut) this.teach('opt_out', true, seenAtMs);
	}

	teachMatchKeys({ matchKeys }: Facts, seenAtMs: number): void {
		for (const key of MATCH_KEY_FACTS) this.teach(key, matchKeys[key], seenAtMs);
	}

	addTo(entries: ProfileEntry[], key: string): void {
		if (!this.#isEmpty) entries.push({ key, profile: this.#news as Profile }); // Only facts that are there were set.
	}

	/** Of two lessons about one fact the newer stays. */
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
