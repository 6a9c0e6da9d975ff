/** Learns the facts of one event about its person. */

import type { Facts } from './facts.js';
import type { PersonKeys } from './person-keys.js';
import {
	MATCH_KEY_FACTS,
	type Profile,
	type ProfileEntry,
	type ProfileFact,
	type Remembered,
	type TaughtFacts,
	type Tier,
} from './profile.js';

/** A fact that is already known is renewed at most this often, which spares a durable store most writes. Our choice. */
const RENEWAL_MS = 60 * 60 * 1000;
/** Hexadecimal digits that tell one anonymousId from another under one userId: nobody finds a second one with the same 64 bits. */
const FROM_DIGITS = 16;

/** The profiles stored under the two keys of a person. */
export interface KnownProfiles {
	readonly user: Profile | undefined;
	readonly anonymous: Profile | undefined;
}

/**
 * Lists the entries to merge; the list is empty if the event holds nothing new. A userId learns everything, including the
 * click that its anonymousId made earlier. An anonymousId learns match keys only until a userId is linked to it.
 *
 * @param seenAtMs time of the event, never ahead of now
 */
export function learn(
	facts: Facts,
	keys: PersonKeys,
	known: KnownProfiles,
	seenAtMs: number,
	tier: Tier,
): ProfileEntry[] {
	return tier === 'server'
		? learnFromServer(facts, keys, known, seenAtMs)
		: learnFromBrowser(facts, keys, known, seenAtMs);
}

/** What a browser teaches about a userId bears this mark of its anonymousId; empty without one. */
export function fromOf({ anonymous = '' }: PersonKeys): string {
	return anonymous.slice('a:'.length, 'a:'.length + FROM_DIGITS);
}

/** Whether a browser's event is opted out, by itself or since its anonymousId was before. It teaches its userId nothing. */
export function isOptedOut({ isOptedOut: byItself }: Facts, { anonymous }: KnownProfiles): boolean {
	return byItself || anonymous?.opt_out !== undefined || anonymous?.browser?.opt_out !== undefined;
}

function learnFromServer(facts: Facts, keys: PersonKeys, known: KnownProfiles, seenAtMs: number): ProfileEntry[] {
	const { user, anonymous } = keys;
	const entries: ProfileEntry[] = [];
	if (user !== undefined) {
		learnOfUser(facts, known, seenAtMs).appendTo(entries, user);
		const device = known.anonymous?.browser;
		if (device !== undefined && device.opt_out === undefined) {
			const update = new ProfileUpdate(known.user?.browser, fromOf(keys));
			update.addReferencesOf(device);
			update.appendTo(entries, user, 'browser');
		}
	}
	if (anonymous !== undefined) {
		learnOfAnonymous(facts, known.anonymous, user !== undefined, seenAtMs).appendTo(entries, anonymous);
	}
	return entries;
}

/** The same within the browsers' tier. An opt-out is kept under the anonymousId alone, since anyone can name a userId. */
function learnFromBrowser(facts: Facts, keys: PersonKeys, known: KnownProfiles, seenAtMs: number): ProfileEntry[] {
	const { user, anonymous } = keys;
	const entries: ProfileEntry[] = [];
	if (user !== undefined && !isOptedOut(facts, known)) {
		const update = new ProfileUpdate(known.user?.browser, fromOf(keys));
		update.addReferencesOf(known.anonymous);
		update.addReferencesOf(known.anonymous?.browser);
		update.addReferences(facts, seenAtMs);
		update.addMatchKeys(facts, seenAtMs);
		update.add('source_url', facts.sourceUrl, seenAtMs);
		update.appendTo(entries, user, 'browser');
	}
	if (anonymous !== undefined) {
		const hasUserId = user !== undefined || known.anonymous?.linked !== undefined;
		learnOfAnonymous(facts, known.anonymous?.browser, hasUserId, seenAtMs).appendTo(entries, anonymous, 'browser');
	}
	return entries;
}

function learnOfUser(facts: Facts, { user, anonymous }: KnownProfiles, seenAtMs: number): ProfileUpdate {
	const update = new ProfileUpdate(user);
	update.addReferencesOf(anonymous);
	update.addRemembered('opt_out', anonymous?.opt_out);
	update.addClick(facts, seenAtMs);
	update.addMatchKeys(facts, seenAtMs);
	update.add('source_url', facts.sourceUrl, seenAtMs);
	return update;
}

function learnOfAnonymous(
	facts: Facts,
	known: TaughtFacts | undefined,
	hasUserId: boolean,
	seenAtMs: number,
): ProfileUpdate {
	const update = new ProfileUpdate(known);
	update.addClick(facts, seenAtMs);
	if (hasUserId) update.add('linked', true, seenAtMs);
	else if (known?.linked === undefined) update.addMatchKeys(facts, seenAtMs);
	return update;
}

/** What one event changes in one tier of the profile of one key. */
class ProfileUpdate {
	readonly #known: TaughtFacts | undefined;
	readonly #from: string | undefined;
	readonly #news: { [Fact in ProfileFact]?: TaughtFacts[Fact] } = {};
	#isEmpty = true;

	/** @param from mark of the anonymousId, on what a browser teaches about a userId */
	constructor(known: TaughtFacts | undefined, from?: string) {
		this.#known = known;
		this.#from = from;
	}

	add<Fact extends ProfileFact>(fact: Fact, value: FactValue<Fact> | undefined, seenAtMs: number): void {
		if (value !== undefined && isNews(this.#known?.[fact], value, seenAtMs)) this.#set(fact, { value, seenAtMs });
	}

	/** Adds a fact of another profile, with the time it was seen there. */
	addRemembered<Fact extends ProfileFact>(fact: Fact, remembered: Remembered<FactValue<Fact>> | undefined): void {
		if (remembered !== undefined) this.add(fact, remembered.value, remembered.seenAtMs);
	}

	addReferencesOf(facts: TaughtFacts | undefined): void {
		this.addRemembered('oppref', facts?.oppref);
		this.addRemembered('obref', facts?.obref);
	}

	addReferences({ oppref, obref }: Facts, seenAtMs: number): void {
		this.add('oppref', oppref, seenAtMs);
		this.add('obref', obref, seenAtMs);
	}

	addClick(facts: Facts, seenAtMs: number): void {
		this.addReferences(facts, seenAtMs);
		if (facts.isOptedOut) this.add('opt_out', true, seenAtMs);
	}

	addMatchKeys({ matchKeys }: Facts, seenAtMs: number): void {
		for (const key of MATCH_KEY_FACTS) this.add(key, matchKeys[key], seenAtMs);
	}

	appendTo(entries: ProfileEntry[], key: string, tier: Tier = 'server'): void {
		if (this.#isEmpty) return;
		const news = this.#news as TaughtFacts; // Only present facts were set.
		entries.push({ key, profile: tier === 'server' ? news : { browser: news } });
	}

	/** Keeps the newer of two values of one fact. */
	#set<Fact extends ProfileFact>(fact: Fact, remembered: Remembered<FactValue<Fact>>): void {
		const earlier = this.#news[fact];
		if (earlier !== undefined && earlier.seenAtMs > remembered.seenAtMs) return;
		const marked = this.#from === undefined ? remembered : { ...remembered, from: this.#from };
		this.#news[fact] = marked as TaughtFacts[Fact]; // The value is of the fact's own type.
		this.#isEmpty = false;
	}
}

type FactValue<Fact extends ProfileFact> = NonNullable<TaughtFacts[Fact]>['value'];

function isNews(known: Remembered<unknown> | undefined, value: unknown, seenAtMs: number): boolean {
	if (known === undefined) return true;
	if (seenAtMs < known.seenAtMs) return false;
	return seenAtMs - known.seenAtMs >= RENEWAL_MS || !isSame(known.value, value);
}

function isSame(one: unknown, other: unknown): boolean {
	return one === other || (Array.isArray(one) && Array.isArray(other) && one.join() === other.join());
}
