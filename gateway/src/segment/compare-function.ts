/** Compares the function as it should be with the function as it is, and makes the change. Pure. */

import { type CodeSummary, summarizeCode } from './code-summary.js';
import { compareSettings, mergeSettings, type SettingDifference } from './compare-settings.js';
import type { DesiredFunction } from './desired-function.js';
import type { FunctionChange, SegmentFunction } from './function-schema.js';

export interface Difference {
	/** Absent when the code is the same. */
	readonly code?: { readonly from?: CodeSummary; readonly to: CodeSummary };
	readonly description?: { readonly from: string; readonly to: string };
	readonly settings: readonly SettingDifference[];
}

/** @param live `undefined` for a function that does not exist yet: then everything is new */
export function compareFunction(desired: DesiredFunction, live: SegmentFunction | undefined): Difference {
	const liveCode = live?.code ?? '';
	const description = { from: live?.description?.trim() ?? '', to: desired.description.trim() };
	const from = liveCode === '' ? {} : { from: summarizeCode(liveCode) };
	return {
		...(tidyCode(desired.code) === tidyCode(liveCode) ? {} : { code: { ...from, to: summarizeCode(desired.code) } }),
		...(description.from === description.to ? {} : { description }),
		settings: compareSettings(desired.settings, live?.settings ?? []),
	};
}

/** Holds only the parts that differ: parts left out stay as they are in Segment. Empty if nothing differs. */
export function toChange(difference: Difference, desired: DesiredFunction, live: SegmentFunction): FunctionChange {
	return {
		...(difference.code === undefined ? {} : { code: desired.code }),
		...(difference.description === undefined ? {} : { description: desired.description }),
		...(difference.settings.every(({ change }) => change === 'kept')
			? {}
			: { settings: mergeSettings(desired.settings, live.settings ?? []) }),
	};
}

/**
 * Finds settings whose type would change. Segment does not say what happens to values entered under the old type, so a
 * person has to decide.
 */
export function findTypeChanges({ settings }: Difference): string[] {
	return settings
		.filter((setting) => setting.change === 'changed' && setting.fields.some(({ field }) => field === 'type'))
		.map(({ name }) => name);
}

/** Line ends and trailing white space don't count as differences: an editor in a browser may change both. */
function tidyCode(code: string): string {
	return code.replaceAll('\r\n', '\n').trimEnd();
}
