/** Takes events in, a few at a time, and keeps of each no more than what sending it needs. */

import { dropDenied } from 'openai-ads-destination/internal';
import type { Admission, BatchItem, Intake } from 'openai-ads-destination/pipeline';
import { inPortions, MAPPED_TOGETHER } from './in-portions.js';

/** Takes events in; one admission for each, in order. A denial reaches back over all of them. Never rejects. */
export type TakeIn = (events: Iterable<unknown>) => Promise<readonly Admission[]>;

export function createTakeIn(intake: Intake): TakeIn {
	return async (events) => {
		const all: Admission[] = [];
		for (const portion of inPortions(events, MAPPED_TOGETHER)) {
			for (const admission of await intake(portion)) all.push(withoutRest(admission));
		}
		return dropDenied(all);
	};
}

/** Without the profile and the data, which would be kept until all events have their results. */
function withoutRest({ item, result, forgets, taught }: Admission): Admission {
	return item === undefined ? { result, forgets, taught } : { item, taught };
}

/** The items that can gain something: of people of whom a later event of the list taught something. */
export function findGaining(all: readonly Admission[]): ReadonlySet<BatchItem> {
	const gaining = new Set<BatchItem>();
	const taughtLater = new Set<string>();
	const isKnown = (key: string | undefined) => key !== undefined && taughtLater.has(key);
	for (let index = all.length - 1; index >= 0; index--) {
		const { item, taught } = all[index] as Admission; // The index is within the list.
		if (item !== undefined && (isKnown(item.person?.user) || isKnown(item.person?.anonymous))) gaining.add(item);
		if (taught?.user !== undefined) taughtLater.add(taught.user);
		if (taught?.anonymous !== undefined) taughtLater.add(taught.anonymous);
	}
	return gaining;
}
