/** The texts at the end: what the file, the variables and Segment's fields hold. With stand-ins in the places of keys. Pure. */

import type { FieldValue } from '../../src/set-up/to-segment-form.js';
import type { Checked } from './check.js';

export function toFile(file: Readonly<Record<string, unknown>>): string {
	return `${JSON.stringify(file, null, 2)}\n`;
}

/** As shells, systemd and Compose read it. */
export function toLines({ variables, file }: NonNullable<Checked['placed']>): readonly (readonly [string, string])[] {
	const isWhole = Object.keys(file).length === 0;
	return isWhole ? variables : [...variables, ['OPENAI_ADS_CONFIG', './openai-ads.json']];
}

export function quote(value: string): string {
	return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

/** A field of Segment's form, as it is typed there: lists and maps have a line for each entry. */
export function toEntry(value: FieldValue): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	if (Array.isArray(value)) return value.join('\n');
	return Object.entries(value)
		.map(([name, inner]) => `${name} → ${inner}`)
		.join('\n');
}
