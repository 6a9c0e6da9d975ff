/** What `migrate` tells about each key, for people. Pure. */

import { toOneLine } from '../one-line.js';
import type { Fate, Verdict } from './verdict.js';

const MARKS: Readonly<Record<Fate, string>> = { kept: '=', same: '=', changed: '~', not: '!' };

/** One line for each, and how to read them. */
export function showVerdicts(verdicts: readonly Verdict[]): string[] {
	const lines = verdicts.map(({ what, fate, why }) => toOneLine(`${MARKS[fate]} ${what}: ${why}`));
	const count = verdicts.filter(({ fate }) => fate === 'not').length;
	return [
		...lines,
		`= the same here, ~ carried over in another form, ! different or not carried over (${count}). Read those, then go on with docs/migrate-rudderstack.md.`,
	];
}
