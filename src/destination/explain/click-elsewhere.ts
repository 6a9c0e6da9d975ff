/** Finds a click that stands where nothing reads it. Only its place leaves this file. */

import { isRecord } from '../primitives/json.js';
import { findUnread } from './find-unread.js';
import { isPlainKey, keysOf, listNodes, listTexts } from './raw-values.js';
import type { Found } from './reason.js';
import type { ReasonCase } from './reason-case.js';

const CLICK_NAMES =
	/^(?:opp[-_ ]?ref|click[-_ ]?(?:id|ref)|(?:open[-_ ]?ai|chat[-_ ]?gpt)[-_ ]?(?:click|ref|oppref|click[-_ ]?id))$/i;
const OPPREF = /^_{0,2}opp[-_ ]?ref$/i;
/** Also within an address that is the parameter of another one. */
const OPPREF_IN_URL = /[?&#]oppref=[^&#]|%(?:25)*(?:3f|26)oppref%(?:25)*3d/i;
const OTHER_PARAMETER = /[?&#](opp_?ref|click_?id|(?:openai|chatgpt)_?click_?id)=[^&#]/i;
/** Below that, real events hold nothing. Our choice. */
const MAX_DEPTH = 4;

/** An unread property or trait by one of the names that people give a click; else an oppref anywhere in the event. */
export function findUnreadClick(one: ReasonCase): Found | undefined {
	const { trace } = one;
	const unread = findUnread(one, CLICK_NAMES);
	if (unread !== undefined) return unread;
	const path = findOppref(trace.reading.event, '', MAX_DEPTH, trace.watched.paths.listPaths());
	return path === undefined ? undefined : { path };
}

function findOppref(node: unknown, start: string, depth: number, read: ReadonlySet<string>): string | undefined {
	const keys = keysOf(node).filter(isPlainKey);
	const fieldOf = (key: string) => (isRecord(node) ? node[key] : undefined);
	const own = keys.find((key) => OPPREF.test(key) && typeof fieldOf(key) === 'string' && !read.has(start + key));
	if (own !== undefined) return start + own;
	if (depth === 0) return undefined;
	for (const key of keys) {
		const found = findOppref(fieldOf(key), `${start}${key}.`, depth - 1, read);
		if (found !== undefined) return found;
	}
	return undefined;
}

/** A text of the event that is an address with a click in it. */
export function findUrlWithClick(one: ReasonCase): Found | undefined {
	for (const [path, node] of listNodes(one)) {
		const found = listTexts(node).find(([key, text]) => isPlainKey(key) && OPPREF_IN_URL.test(text));
		if (found !== undefined) return { path: `${path}.${found[0]}` };
	}
	return undefined;
}

/** A parameter of the page that may be a click under another name. */
export function findOtherParameter({ trace }: ReasonCase): Found | undefined {
	const { context } = trace.reading.event;
	const page = isRecord(context) ? context['page'] : undefined;
	for (const [, text] of listTexts(page)) {
		const name = OTHER_PARAMETER.exec(text)?.[1];
		if (name !== undefined) return { name };
	}
	return undefined;
}
