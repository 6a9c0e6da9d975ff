/** Joins the profiles of an event's userId and anonymousId, and leaves out old facts. */

import {
	PROFILE_LIFETIME_MS,
	type Profile,
	type ProfileFact,
	type Recollection,
	type Remembered,
	type TaughtFacts,
	type Tier,
} from './profile.js';

/** The profiles of an event's userId and anonymousId, and who asks for them. */
export interface Recall {
	readonly user: Profile | undefined;
	readonly anonymous: Profile | undefined;
	readonly hasUserId: boolean;
	readonly tier: Tier;
	readonly nowMs: number;
}

/**
 * Joins the two profiles of one event: what servers taught and, where that leaves gaps, what browsers taught. A browser's
 * opt-out is for events that browsers send. A server's event gets no facts that were opted out in a browser.
 */
export function recallPerson({ user, anonymous, hasUserId, tier, nowMs }: Recall): Recollection | undefined {
	const facts = joinFresh(serverFacts(user), serverFacts(anonymous), hasUserId, nowMs);
	if (user?.browser === undefined && anonymous?.browser === undefined) return facts;
	const isFromServer = tier === 'server';
	const device = isFromServer && anonymous?.browser?.opt_out !== undefined ? undefined : anonymous?.browser;
	const gaps = joinFresh(user?.browser, device, hasUserId, nowMs);
	if (gaps === undefined) return facts;
	const { opt_out: _, ...withoutOptOut } = gaps;
	return { ...(isFromServer ? withoutOptOut : gaps), ...facts };
}

function serverFacts(profile: Profile | undefined): TaughtFacts | undefined {
	if (profile?.browser === undefined) return profile;
	const { browser: _, ...facts } = profile;
	return facts;
}

function joinFresh(
	user: TaughtFacts | undefined,
	anonymous: TaughtFacts | undefined,
	hasUserId: boolean,
	nowMs: number,
): Recollection | undefined {
	const joined = join(user, anonymous, hasUserId);
	return joined && withoutStale(joined, nowMs);
}

/**
 * A person with a userId never gets match keys from an anonymousId: on a shared device they may be somebody else's. The
 * newer click counts, and an opt-out in either.
 */
function join(
	user: TaughtFacts | undefined,
	anonymous: TaughtFacts | undefined,
	hasUserId: boolean,
): TaughtFacts | undefined {
	if (!hasUserId) return anonymous;
	if (anonymous === undefined) return user;
	const oppref = newer(user?.oppref, anonymous.oppref);
	const obref = newer(user?.obref, anonymous.obref);
	const optOut = user?.opt_out ?? anonymous.opt_out;
	// Most anonymousIds add nothing. This spares a copy for each event.
	if (user !== undefined && oppref === user.oppref && obref === user.obref && optOut === user.opt_out) return user;
	return {
		...user,
		...(oppref === undefined ? {} : { oppref }),
		...(obref === undefined ? {} : { obref }),
		...(optOut === undefined ? {} : { opt_out: optOut }),
	};
}

/** Facts that last as long as their profile. */
const LASTING = new Set(['opt_out', 'linked']);

/** Leaves out facts that were not seen for 30 days, in a profile that newer facts keep alive. Of a click its time stays. */
function withoutStale(facts: TaughtFacts, nowMs: number): Recollection {
	for (const fact in facts) {
		// This is rare: the profile is copied without its stale facts.
		if (!isFresh(facts, fact, nowMs)) return { ...pickFresh(facts, nowMs), ...expiredClickOf(facts, nowMs) };
	}
	return facts;
}

function isFresh(facts: TaughtFacts, fact: string, nowMs: number): boolean {
	return LASTING.has(fact) || nowMs - (facts[fact as ProfileFact]?.seenAtMs ?? 0) <= PROFILE_LIFETIME_MS;
}

function pickFresh(facts: TaughtFacts, nowMs: number): TaughtFacts {
	return Object.fromEntries(Object.entries(facts).filter(([fact]) => isFresh(facts, fact, nowMs)));
}

function expiredClickOf(facts: TaughtFacts, nowMs: number): Pick<Recollection, 'expiredClickMs'> {
	const { oppref } = facts;
	return oppref === undefined || isFresh(facts, 'oppref', nowMs) ? {} : { expiredClickMs: oppref.seenAtMs };
}

function newer<T>(one: Remembered<T> | undefined, other: Remembered<T> | undefined): Remembered<T> | undefined {
	if (one === undefined || other === undefined) return one ?? other;
	return other.seenAtMs > one.seenAtMs ? other : one;
}
