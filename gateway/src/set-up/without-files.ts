/** Takes the names of files out of a draft: nobody may have a file of this machine read by naming it in a form. Pure. */

import { isRecord, type UnknownRecord } from 'openai-ads-destination/internal';
import type { RawConfiguration } from '../settings/pixel-settings.js';

/** What may stand in a file of its own, by the name of the setting that holds it otherwise. */
const IN_FILES = ['apiKey', 'key', 'webhook'] as const;
/** Those that a pixel lacks if neither is given. */
const NEEDED = ['apiKey', 'key'] as const;
/** Stands for what the file holds. Each is another, as two keys in two files are. */
const CONTENT = 'content-of-a-file';

/** The same draft with a stand-in wherever a file is named, so that all else about it can be checked. */
export function withoutFiles({ destination, gateway, pixels }: RawConfiguration): RawConfiguration {
	let count = 0;
	const replace = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(replace);
		if (!isRecord(value)) return value;
		const entries = Object.entries(value).map(([name, inner]) => [name, replace(inner)] as const);
		const copy: Record<string, unknown> = Object.fromEntries(entries);
		for (const name of NEEDED) {
			if (typeof copy[`${name}File`] !== 'string') continue;
			delete copy[`${name}File`];
			// Both given is a mistake that stays to be told.
			copy[name] ??= `${CONTENT}-${++count}`;
		}
		return copy;
	};
	return { destination, gateway: replace(gateway) as UnknownRecord, pixels: replace(pixels) as UnknownRecord };
}

/** A line for each secret that stands both in a draft and in a file that it names. */
export function findBoth(value: unknown, at: string): string[] {
	if (Array.isArray(value)) return value.flatMap((inner, index) => findBoth(inner, `${at}.${index}`));
	if (!isRecord(value)) return [];
	const own = IN_FILES.filter((name) => value[name] !== undefined && value[`${name}File`] !== undefined);
	return [
		...own.map((name) => `${at}.${name}: expected either ${at}.${name} or ${at}.${name}File, got both.`),
		...Object.entries(value).flatMap(([name, inner]) => findBoth(inner, `${at}.${name}`)),
	];
}
