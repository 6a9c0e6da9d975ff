/** Says whom an admitted event is about, for all that may happen before it leaves. */

import type { BatchItem } from '../batch/batch-item.js';
import { isReading } from '../map/read-event.js';
import type { PersonKeys } from '../profile/person-keys.js';
import type { Tier } from '../profile/profile.js';
import type { Arrival } from './admit.js';
import type { Admission } from './intake.js';

/** Adds the person to an item, or to a denial those whom it forgets: of a browser's, the anonymousId alone. */
export function withPerson(admission: Admission, { keys, reading }: Arrival, tier: Tier): Admission {
	const { item, result, blocked } = admission;
	if (keys.user === undefined && keys.anonymous === undefined) return admission;
	if (item !== undefined) return { ...admission, item: toPersonal(item, keys, reading) };
	if (blocked !== undefined) return { ...admission, blocked: toPersonal(blocked, keys, reading) };
	const isDenial = !isReading(reading) && reading.forgets;
	return isDenial ? { result, forgets: tier === 'server' ? keys : { ...keys, user: undefined } } : admission;
}

function toPersonal(item: BatchItem, person: PersonKeys, reading: Arrival['reading']): BatchItem {
	const { lacksUrl, isStripped } = isReading(reading) ? reading : {};
	return { person, ...item, ...(lacksUrl ? { lacksUrl } : undefined), ...(isStripped ? { isStripped } : undefined) };
}
