/** Finds the function that is meant among those of a workspace. Pure. */

import { StartError } from '../start-error.js';
import type { SegmentFunction } from './function-schema.js';

/**
 * Finds the function of that name.
 *
 * @returns `undefined` if no function has it
 * @throws StartError if several have it: a person decides which one to overwrite
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
 * `OpenAI Ads (Test) (Acme)` is not the function `OpenAI Ads`.
 *
 * @source "Destination Functions append the Workspace to the display name", https://docs.segmentapis.com/tag/Functions (read 2026-11-22)
 */
export function isNamed(displayName: string, name: string): boolean {
	if (displayName === name) return true;
	const rest = displayName.startsWith(`${name} (`) ? displayName.slice(name.length + 2) : '';
	return rest.endsWith(')') && !rest.includes(') (');
}

/**
 * Finds functions whose names only begin with this name. One of them may be meant, so a person is told before a second one is
 * created: Segment documents that it appends the workspace to the name, but shows how only by example.
 */
export function findSimilar(functions: readonly SegmentFunction[], name: string): SegmentFunction[] {
	return functions.filter(({ displayName }) => displayName.toLowerCase().startsWith(name.toLowerCase()));
}
