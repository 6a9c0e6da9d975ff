/** Finds properties and traits that nothing reads: a misspelt name costs a match key without a word from anybody. */

import { findItems } from '../map/data/contents.js';
import { isRecord } from '../primitives/json.js';
import type { Trace } from './trace.js';

/** Our choice. */
const MAX_KEYS = 100;
/** Where people put values; other parts of an event are the SDK's own. */
const ROOTS = ['properties', 'traits', 'context.traits'] as const;
/** Any other key may be somebody's address or number, and is not shown. */
const PLAIN_KEY = /^[A-Za-z_$][\w$ -]{0,63}$/;
const LONG_NUMBER = /\d{5}/;
const LONG_HEX = /[0-9a-f]{16}/i;

/**
 * The own keys of `properties`, `traits` and `context.traits` that no path of the settings names: `properties.mail`. At
 * most 100.
 */
export function listNotRead(trace: Trace): string[] {
	const { event } = trace.reading;
	const context = isRecord(event['context']) ? event['context'] : {};
	const nodes = { properties: event['properties'], traits: event['traits'], 'context.traits': context['traits'] };
	const isRead = readsKey(trace);
	const found: string[] = [];
	for (const root of ROOTS) {
		const node = nodes[root];
		if (!isRecord(node)) continue;
		for (const key of Object.keys(node)) {
			if (found.length === MAX_KEYS) return found;
			if (!isRead(`${root}.${key}`) && isShowable(key)) found.push(`${root}.${key}`);
		}
	}
	return found;
}

function isShowable(key: string): boolean {
	return PLAIN_KEY.test(key) && !LONG_NUMBER.test(key) && !LONG_HEX.test(key);
}

/** Whether a path reads a root's key, such as `properties.total`. */
function readsKey({ watched, reading }: Trace): (head: string) => boolean {
	const { paths, itemPaths, mapping } = watched;
	const { event, sources, target } = reading;
	const heads = headsOf(paths.listPaths());
	const items = target === undefined ? [] : findItems(event, sources, target.type, mapping);
	const inItems = items[0] === event.properties ? headsInProperties(itemPaths.listPaths()) : NO_HEADS;
	const isPage = target?.type === 'page_viewed' && items.length === 0;
	const inPage = isPage
		? new Set(mapping.pageName.map((place) => toHeadInProperties(itemPaths.pathOf(place))))
		: NO_HEADS;
	return (head) => heads.has(head) || inItems.has(head) || inPage.has(head);
}

const NO_HEADS: ReadonlySet<string> = new Set();
const headsOf = oncePerList(toHead);
const headsInProperties = oncePerList(toHeadInProperties);

/** Roots with the first key behind them. A table gives the same list for each event. */
function oncePerList(convert: (path: string) => string): (paths: ReadonlySet<string>) => ReadonlySet<string> {
	const known = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();
	return (paths) => {
		const heads = known.get(paths) ?? new Set(Array.from(paths, convert));
		known.set(paths, heads);
		return heads;
	};
}

function toHeadInProperties(path: string): string {
	return toHead(`properties.${path}`);
}

function toHead(path: string): string {
	const [first, second, third] = path.replaceAll('[', '.').split('.');
	return first === 'context' ? `${first}.${second}.${third}` : `${first}.${second}`;
}
