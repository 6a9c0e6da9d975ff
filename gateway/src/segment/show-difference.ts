/** Shows a difference as lines for people: `+` new, `~` changed, `!` needs a decision, `=` not ours, stays. Pure. */

import { showCode } from './code-summary.js';
import type { Difference } from './compare-function.js';
import type { FieldDifference, SettingDifference } from './compare-settings.js';
import type { FunctionSetting } from './function-schema.js';

/** No lines if nothing differs. */
export function showDifference({ code, description, settings }: Difference): string[] {
	const lines: string[] = [];
	if (code?.from === undefined && code !== undefined) lines.push(`+ code: ${showCode(code.to)}`);
	if (code?.from !== undefined)
		lines.push('~ code', `    from ${showCode(code.from)}`, `    to   ${showCode(code.to)}`);
	if (description !== undefined) {
		lines.push(
			description.from === ''
				? `+ description: ${JSON.stringify(description.to)}`
				: `~ description: ${showChange(description)}`,
		);
	}
	return [...lines, ...settings.flatMap(showSetting)];
}

function showSetting(difference: SettingDifference): string[] {
	const name = `setting \`${difference.name}\``;
	switch (difference.change) {
		case 'added':
			return [`+ ${name}: ${showKind(difference.setting)}, ${JSON.stringify(difference.setting.label)}`];
		case 'kept':
			return [`= ${name}: ${showKind(difference.setting)}. Added in Segment, stays`];
		case 'changed':
			return difference.fields.map((field) => `${field.field === 'type' ? '!' : '~'} ${name}: ${showField(field)}`);
	}
}

function showKind({ type, required, sensitive }: FunctionSetting): string {
	return `${type}${required ? ', required' : ''}${sensitive ? ', secret' : ''}`;
}

function showField({ field, from, to }: FieldDifference): string {
	return `${field}: ${showChange({ from, to })}`;
}

/** As JSON, so that texts from Segment are quoted and can't control the terminal. */
function showChange({ from, to }: { from: string | boolean; to: string | boolean }): string {
	return `${JSON.stringify(from)} -> ${JSON.stringify(to)}`;
}
