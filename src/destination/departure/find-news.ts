/** Finds what a profile knows that an event lacks, by the rules of intake. */

import type { BatchItem } from '../batch/batch-item.js';
import type { Mapping } from '../map/paths/mapping.js';
import { recallFacts } from '../map/recall-facts.js';
import { type Facts, type MatchKeys, NO_MATCH_KEYS } from '../profile/facts.js';
import type { TaughtFacts } from '../profile/profile.js';
import { readKnownFacts } from './known-facts.js';

/** Facts that the event lacks. Those that it has, or that nobody knows, are undefined. */
export interface News extends Facts {
	/** Its person has opted out since it came, and `opt_out` is not switched off. */
	readonly isOptedOut: boolean;
	/** The hashed keys that it has must go. */
	readonly isStripped: boolean;
}

/** `undefined` if there is no news. */
export function findNews(item: BatchItem, profile: TaughtFacts, mapping: Mapping): News | undefined {
	const known = readKnownFacts(item, mapping);
	const all = recallFacts(known, profile, item.timestampMs, mapping);
	const mustStrip = all.isOptedOut && mapping.settings.optOut.stripUser;
	const news: News = {
		matchKeys: mustStrip ? NO_MATCH_KEYS : newMatchKeys(known.matchKeys, all.matchKeys),
		oppref: newOf(known.oppref, all.oppref),
		obref: newOf(known.obref, all.obref),
		sourceUrl: newOf(known.sourceUrl, profile.source_url?.value),
		isOptedOut: all.isOptedOut && !known.isOptedOut && !mapping.switchedOff.has('opt_out'),
		isStripped: mustStrip && !item.isStripped,
	};
	return isAny(news) ? news : undefined;
}

function newMatchKeys(known: MatchKeys, all: MatchKeys): MatchKeys {
	return {
		email: newOf(known.email, all.email),
		phone: newOf(known.phone, all.phone),
		first_name: newOf(known.first_name, all.first_name),
		last_name: newOf(known.last_name, all.last_name),
	};
}

function newOf<T>(known: T | undefined, all: T | undefined): T | undefined {
	return known === undefined ? all : undefined;
}

function isAny({ matchKeys, oppref, obref, sourceUrl, isOptedOut, isStripped }: News): boolean {
	const { email, phone, first_name, last_name } = matchKeys;
	const news = email ?? phone ?? first_name ?? last_name ?? oppref ?? obref ?? sourceUrl;
	return news !== undefined || isOptedOut || isStripped;
}
