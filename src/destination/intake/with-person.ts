/** Says whom an admitted event is about, for all that may happen before it leaves. */

import { isReading } from '../map/read-event.js';
import type { Tier } from '../profile/profile.js';
import type { Arrival } from './admit.js';
import type { UnfinishedItem } from './create-item.js';
import type { Admission } from './intake.js';

/** Adds the person to a new item, or to a denial those whom it forgets: of a browser's, the anonymousId alone. */
export function withPerson(admission: Admission, arrival: Arrival, tier: Tier): Admission {
	const { keys, reading } = arrival;
	if (keys.user === undefined && keys.anonymous === undefined) return admission;
	const { item, result, blocked } = admission;
	if (item !== undefined) addPerson(item, arrival);
	else if (blocked !== undefined) addPerson(blocked, arrival);
	else if (!isReading(reading) && reading.forgets)
		return { result, forgets: tier === 'server' ? keys : { ...keys, user: undefined } };
	return admission;
}

function addPerson(item: UnfinishedItem, { keys, reading }: Arrival): void {
	item.person = keys;
	if (!isReading(reading)) return;
	if (reading.lacksUrl) item.lacksUrl = true;
	if (reading.isStripped) item.isStripped = true;
}
