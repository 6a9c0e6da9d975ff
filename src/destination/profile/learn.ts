/** What one event teaches about its person. */

import type { Facts } from '../map/facts.js';
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
	const at = <T>(value: T | undefined): Remembered<T> | undefined =>
		value === undefined ? undefined : { value, seenAtMs };
	const click = { oppref: at(facts.oppref), obref: at(facts.obref), opt_out: at(facts.isOptedOut || undefined) };
	const matchKeys = Object.fromEntries(MATCH_KEY_FACTS.map((key) => [key, at(facts.matchKeys[key])]));
	const { user, anonymous } = keys;
	const entries: ProfileEntry[] = [];
	if (user !== undefined) {
		const earlier = {
			oppref: known.anonymous?.oppref,
			obref: known.anonymous?.obref,
			opt_out: known.anonymous?.opt_out,
		};
		add(entries, user, known.user, earlier);
		add(entries, user, known.user, { ...matchKeys, ...click, source_url: at(facts.sourceUrl) });
	}
	if (anonymous !== undefined) {
		const isLinked = user !== undefined || known.anonymous?.linked !== undefined;
		const linked = user === undefined ? undefined : at(true as const);
		add(entries, anonymous, known.anonymous, { ...(isLinked ? {} : matchKeys), ...click, linked });
	}
	return entries;
}

type Lesson = { readonly [Fact in ProfileFact]?: Profile[Fact] | undefined };

function add(entries: ProfileEntry[], key: string, known: Profile | undefined, lesson: Lesson): void {
	const news = Object.entries(lesson).filter(
		([fact, taught]) => taught !== undefined && isNews(known?.[fact as ProfileFact], taught),
	);
	if (news.length > 0) entries.push({ key, profile: Object.fromEntries(news) as Profile }); // Lesson's facts that are there.
}

function isNews(known: Remembered<unknown> | undefined, taught: Remembered<unknown>): boolean {
	if (known === undefined) return true;
	if (taught.seenAtMs < known.seenAtMs) return false;
	return taught.seenAtMs - known.seenAtMs >= RENEWAL_MS || !isSame(known.value, taught.value);
}

function isSame(one: unknown, other: unknown): boolean {
	return one === other || (Array.isArray(one) && Array.isArray(other) && one.join() === other.join());
}
