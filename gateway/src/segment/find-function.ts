/** Which of a workspace's functions is meant. Pure. */

import { StartError } from '../start-error.js';
import type { SegmentFunction } from './function-schema.js';

/**
 * Finds the function of that name.
 *
 * @returns `undefined` if there is none
 * @throws StartError if there are several: which one to overwrite is a person's decision
 */
export function findByName(functions: readonly SegmentFunction[], name: string): SegmentFunction | undefined {
	const found = functions.filter(({ displayName }) => isNamed(displayName, name));
	if (found.length < 2) return found[0];
	const list = found.map(({ id, displayName }) => `  ${id}  ${displayName}`).join('\n');
	throw new StartError(
		`--name: expected one destination function \`${name}\`, got ${found.length}:\n${list}\nSay which one with --id.`,
	);
}

/**
 * Segment shows a destination function as `Name (Workspace)`. Two pairs of brackets mean that the name itself ends with one:
 * `OpenAI Ads (Test) (Acme)` is another function than `OpenAI Ads`.
 *
 * @source "Destination Functions append the Workspace to the display name", https://docs.segmentapis.com/tag/Functions (read 2026-11-22)
 */
export function isNamed(displayName: string, name: string): boolean {
	if (displayName === name) return true;
	const rest = displayName.startsWith(`${name} (`) ? displayName.slice(name.length + 2) : '';
	return rest.endsWith(')') && !rest.includes(') (');
}

/**
 * Functions whose names only begin alike. One of them may be meant, so a person is told before a second one is made.
 * Segment documents that it puts the workspace behind the name, and shows only by example how.
 */
export function findSimilar(functions: readonly SegmentFunction[], name: string): SegmentFunction[] {
	return functions.filter(({ displayName }) => displayName.toLowerCase().startsWith(name.toLowerCase()));
}
