/** A denial reaches back: what was taken in before it, and has not left yet, is not sent either. */

import type { BatchItem } from '../batch/batch-item.js';
import { keyList } from '../profile/person-keys.js';
import type { Admission } from './intake.js';
import { denied } from './never-sent.js';

/**
 * Replaces the items of people who are forgotten later in the list. Items after a denial are judged by their own consent. What
 * a replaced item taught of another key of its person stays.
 */
export function dropDenied(admissions: readonly Admission[]): readonly Admission[] {
	if (!admissions.some(isDenial)) return admissions;
	const forgotten = new Set<string>();
	return admissions
		.toReversed()
		.map((admission) => {
			if (admission.forgets !== undefined) for (const key of keyList(admission.forgets)) forgotten.add(key);
			const { item, blocked, result, taught } = admission;
			if (blocked !== undefined && isOfAny(blocked, forgotten)) return { result, taught };
			return item !== undefined && isOfAny(item, forgotten) ? { result: denied(item), taught } : admission;
		})
		.toReversed();
}

const isDenial = ({ forgets }: Admission) => forgets !== undefined;

/** The keys under which anybody in the list is forgotten. */
export function forgottenKeys(admissions: readonly Admission[]): ReadonlySet<string> {
	return new Set(admissions.flatMap(({ forgets }) => (forgets === undefined ? [] : keyList(forgets))));
}

/** Whether an item's person has one of these keys. */
export function isOfAny({ person }: BatchItem, keys: ReadonlySet<string>): boolean {
	return person !== undefined && keyList(person).some((key) => keys.has(key));
}
