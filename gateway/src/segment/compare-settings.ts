/**
 * Compares the settings that a function should ask for with those it asks for now. Pure.
 *
 * It compares only the questions. The operators' answers (key, pixel ID) belong to each connected destination and are never seen here.
 */

import type { FunctionSetting } from './function-schema.js';

export type SettingDifference =
	| { readonly change: 'added'; readonly name: string; readonly setting: FunctionSetting }
	| { readonly change: 'changed'; readonly name: string; readonly fields: readonly FieldDifference[] }
	/** Somebody added it in Segment, so it stays. */
	| { readonly change: 'kept'; readonly name: string; readonly setting: FunctionSetting };

export interface FieldDifference {
	readonly field: 'label' | 'description' | 'type' | 'required' | 'sensitive';
	readonly from: string | boolean;
	readonly to: string | boolean;
}

const FIELDS = ['label', 'description', 'type', 'required', 'sensitive'] as const;

/** @returns the differences in the order of the manifest, then the settings that stay */
export function compareSettings(
	desired: readonly FunctionSetting[],
	live: readonly FunctionSetting[],
): SettingDifference[] {
	const differences: SettingDifference[] = [];
	for (const setting of desired) {
		const current = live.find(({ name }) => name === setting.name);
		if (current === undefined) {
			differences.push({ change: 'added', name: setting.name, setting });
			continue;
		}
		const fields = compareFields(mergeSetting(setting, current), current);
		if (fields.length > 0) differences.push({ change: 'changed', name: setting.name, fields });
	}
	const kept = foreignSettings(desired, live).map(
		(setting) => ({ change: 'kept', name: setting.name, setting }) as const,
	);
	return [...differences, ...kept];
}

/** Makes the whole list to send, since Segment replaces it: ours first, then those that somebody added. */
export function mergeSettings(
	desired: readonly FunctionSetting[],
	live: readonly FunctionSetting[],
): FunctionSetting[] {
	const ours = desired.map((setting) => {
		const current = live.find(({ name }) => name === setting.name);
		return current === undefined ? setting : mergeSetting(setting, current);
	});
	return [...ours, ...foreignSettings(desired, live)];
}

/** A setting that somebody marked as secret stays secret. */
function mergeSetting(desired: FunctionSetting, current: FunctionSetting): FunctionSetting {
	return { ...desired, sensitive: desired.sensitive || current.sensitive };
}

function foreignSettings(desired: readonly FunctionSetting[], live: readonly FunctionSetting[]): FunctionSetting[] {
	const ours = new Set(desired.map(({ name }) => name));
	return live.filter(({ name }) => !ours.has(name));
}

/** Ignores white space around a text: Segment may trim it. */
function compareFields(desired: FunctionSetting, current: FunctionSetting): FieldDifference[] {
	return FIELDS.filter((field) => tidy(desired[field]) !== tidy(current[field])).map((field) => ({
		field,
		from: current[field],
		to: desired[field],
	}));
}

function tidy(value: string | boolean): string | boolean {
	return typeof value === 'string' ? value.trim() : value;
}
