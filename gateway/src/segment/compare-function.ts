/** What the function should be against what it is, and the change that makes them alike. Pure. */

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

/** @param live `undefined` for a function that is yet to be made: then everything is new */
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

/** Only what differs: every part that is left out stays as it is in Segment. Empty if nothing differs. */
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
 * Settings whose type would change. Segment does not say what becomes of the values that were typed under the old type, so
 * this is left to a person.
 */
export function findTypeChanges({ settings }: Difference): string[] {
	return settings
		.filter((setting) => setting.change === 'changed' && setting.fields.some(({ field }) => field === 'type'))
		.map(({ name }) => name);
}

/** Line ends and white space at the end are no difference: an editor in a browser may change both. */
function tidyCode(code: string): string {
	return code.replaceAll('\r\n', '\n').trimEnd();
}
