/**
 * Keys, from the moment they are typed: kept in this memory alone, never in the document. Everything else, the gateway included,
 * sees a stand-in, which is right or wrong in the same way as the key.
 */

import { HIDDEN } from '../../src/rudderstack/show-addition.js';
import { isReadableUrl } from '../../src/settings/postgres-url.js';
import { isReceiver } from '../../src/settings/receiver.js';

/** Stand-in to key. */
const kept = new Map<string, string>();
let count = 0;

const MARK = 'set-up-secret-';

/** @returns what stands for it. The same key has the same stand-in, as one key at two places is one key. */
export function keep(name: string, key: string, pattern: string | undefined): string {
	const standIn = standInFor(name, key, pattern);
	const known = [...kept].find(([each, value]) => value === key && kindOf(each) === kindOf(standIn))?.[0];
	if (known !== undefined) return known;
	kept.set(standIn, key);
	return standIn;
}

/** Length of the key that a stand-in stands for. */
export function lengthOf(standIn: unknown): number | undefined {
	return typeof standIn === 'string' ? kept.get(standIn)?.length : undefined;
}

export function isStandIn(value: unknown): boolean {
	return typeof value === 'string' && value.includes(MARK);
}

export function forgetAll(): void {
	kept.clear();
}

/** A text with the keys in place of their stand-ins: for the clipboard or a file, never for the document. @param encode as the text has values */
export function reveal(text: string, encode: (value: string) => string = inJson): string {
	return [...kept].reduce((all, [standIn, key]) => all.replaceAll(encode(standIn), () => encode(key)), text);
}

/** The key that one stand-in stands for: for a request that somebody asked for. */
export const revealOne = (standIn: string): string => kept.get(standIn) ?? '';

/** The text as it may be shown. */
export function hide(text: string): string {
	return [...kept.keys()].reduce((all, standIn) => all.replaceAll(inJson(standIn), HIDDEN), text);
}

const inJson = (value: string) => JSON.stringify(value).slice(1, -1);

const kindOf = (standIn: string) => standIn.replace(/\d{6}/, '');

/** Carries what the checks look at: the form, a quotation mark at an end, what separates keys in a variable. */
function standInFor(name: string, key: string, pattern: string | undefined): string {
	const own = `${MARK}${String(++count).padStart(6, '0')}`;
	if (name === 'webhook') return isReceiver(key) ? `https://${own}.invalid/` : own;
	if (name === 'queue') return toQueue(own, key);
	if (pattern !== undefined && !new RegExp(pattern).test(key)) return `${own} wrong`;
	const marks = [...new Set(key.match(/[,:]/g))].join('');
	const quote = /^["'`]/.exec(key)?.[0] ?? /["'`]$/.exec(key)?.[0] ?? '';
	return quote + own + marks;
}

function toQueue(own: string, key: string): string {
	const [scheme] = /^(file:|postgres(?:ql)?:\/\/)(?=.)/.exec(key) ?? [];
	if (scheme === undefined) return own;
	return isReadableUrl(key) ? `${scheme}${own}` : `${scheme}[${own}`;
}
