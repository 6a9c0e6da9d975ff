/** Writes a profile as JSON, several times as fast as V8 does: nearly all of it are digests, in which nothing is escaped. */

import type { Profile } from 'openai-ads-destination/pipeline';

const PLAIN = /^[\w:./?=&%~+-]*$/;

/** @returns what `JSON.stringify(profile)` does */
export function encodeProfile(profile: Profile): string {
	let text = '';
	for (const name in profile) {
		const encoded = encodeFact(profile[name as keyof Profile]);
		if (encoded !== undefined) text += `${text === '' ? '{' : ','}"${name}":${encoded}`;
	}
	return text === '' ? '{}' : `${text}}`;
}

/** `{"value":["5eb6..."],"seenAtMs":1800000000000}`; whatever else a profile holds is left to V8. */
function encodeFact(fact: Profile[keyof Profile]): string | undefined {
	if (fact === undefined || !('value' in fact) || fact.from !== undefined) return JSON.stringify(fact);
	const { value, seenAtMs } = fact;
	if (typeof value === 'boolean') return JSON.stringify(fact);
	const encoded = typeof value === 'string' ? encodeText(value) : encodeList(value);
	return `{"value":${encoded},"seenAtMs":${seenAtMs}}`;
}

function encodeList(values: readonly string[]): string {
	let text = '';
	for (const value of values) text += text === '' ? encodeText(value) : `,${encodeText(value)}`;
	return `[${text}]`;
}

function encodeText(text: string): string {
	return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}
