/** Says whom an admitted event is about, for all that may happen before it leaves. */

import { isReading } from '../map/read-event.js';
import type { Tier } from '../profile/profile.js';
import type { Arrival } from './admit.js';
import type { Admission } from './intake.js';

/** Adds the person to an item, or to a denial those whom it forgets: of a browser's, the anonymousId alone. */
export function withPerson(admission: Admission, { keys, reading }: Arrival, tier: Tier): Admission {
	const { item, result } = admission;
	if (keys.user === undefined && keys.anonymous === undefined) return admission;
	if (item === undefined) {
		const isDenial = !isReading(reading) && reading.forgets;
		return isDenial ? { result, forgets: tier === 'server' ? keys : { ...keys, user: undefined } } : admission;
	}
	const { lacksUrl, isStripped } = isReading(reading) ? reading : {};
	return {
		...admission,
		item: {
			...item,
			person: keys,
			...(lacksUrl ? { lacksUrl } : undefined),
			...(isStripped ? { isStripped } : undefined),
		},
	};
}
