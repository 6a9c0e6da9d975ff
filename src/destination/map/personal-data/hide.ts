/** Takes personal data out of the ids and texts of a draft that are sent in the clear. */

import type { ContentDraft, ConversionEventDraft } from '../../contract/conversion-event.js';
import { isRecord } from '../../primitives/json.js';
import type { Sha256 } from '../../primitives/sha256.js';
import type { Notes } from '../note.js';
import { cutPersonalData, holdsAddress, TAKEN_OUT } from './cut.js';

/** Digits of the digest that replaces an id: 64 bits, so that no two ids of a shop become one. Our choice. */
const ID_DIGITS = 16;
const REPLACED = "held an e-mail address, a digest is sent instead. A pixel's equal id no longer matches.";
const IDS = new Set(['id', 'group_id']);

interface Hiding {
	readonly notes: Notes;
	readonly sha256: Sha256;
}

/**
 * Changes the draft: an id that holds an address becomes a digest, the same on every retry; addresses and phone numbers in
 * all other texts are taken out, and with them a text that was nothing else. `oppref` stays as it is; places, agents and
 * URLs are looked at where they are read.
 */
export function hidePersonalData(draft: ConversionEventDraft, hiding: Hiding): void {
	const id = toSafeId(draft.id, hiding.sha256);
	if (id !== draft.id) {
		draft.id = id;
		hiding.notes.push({ path: 'id', message: REPLACED });
	}
	const data: Record<string, unknown> = draft.data;
	hideIn(data, 'data', hiding);
	const contents = 'contents' in draft.data ? draft.data.contents : undefined;
	if (contents === undefined || contents.every(isSafe)) return;
	for (const [index, content] of contents.entries()) hideIn(content, `data.contents[${index}]`, hiding);
	const left = contents.filter(isFilled);
	if (left.length === 0) delete data['contents'];
	else data['contents'] = left;
}

/** False for an item of which nothing is left. */
function isFilled(content: ContentDraft): boolean {
	for (const field in content) if (field !== 'content_type') return true;
	return false;
}

/** Looks at the fields that may hold personal data, and only then at what to do about it. */
function isSafe({ id, group_id, name, content_type, variant_dict }: ContentDraft): boolean {
	if (id !== undefined && holdsAddress(id)) return false;
	if (name !== undefined && cutPersonalData(name) !== name) return false;
	if (group_id !== undefined && holdsAddress(group_id)) return false;
	if (content_type !== undefined && cutPersonalData(content_type) !== content_type) return false;
	return variant_dict === undefined || toSafe(variant_dict) === variant_dict;
}

function hideIn(node: Record<string, unknown>, path: string, { notes, sha256 }: Hiding): void {
	for (const field in node) {
		const value = node[field];
		if (field === 'contents') continue;
		const isId = typeof value === 'string' && IDS.has(field);
		const safe = isId ? toSafeId(value, sha256) : toSafe(value);
		if (safe === value) continue;
		notes.push({ path: `${path}.${field}`, message: isId ? REPLACED : TAKEN_OUT });
		if (safe === '') delete node[field];
		else node[field] = safe;
	}
}

function toSafeId(id: string, sha256: Sha256): string {
	return holdsAddress(id) ? sha256(id).slice(0, ID_DIGITS) : id;
}

/** The same value if there is nothing to take out of it. */
function toSafe(value: unknown): unknown {
	if (typeof value === 'string') return cutPersonalData(value);
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) {
		const safe = value.map(toSafe);
		return safe.every((member, index) => member === value[index]) ? value : safe;
	}
	return isRecord(value) ? toSafeRecord(value) : value;
}

function toSafeRecord(record: Readonly<Record<string, unknown>>): unknown {
	const entries = Object.entries(record);
	const safe = entries.map(([key, member]) => [cutPersonalData(key), toSafe(member)] as const);
	const isSame = entries.every(([key, member], index) => key === safe[index]?.[0] && member === safe[index]?.[1]);
	return isSame ? record : Object.fromEntries(safe);
}
