/** Reads from an item's text which facts its event has, without parsing it: most events have nothing to gain. */

import type { BatchItem } from '../batch/batch-item.js';
import type { Mapping } from '../map/paths/mapping.js';
import { type Facts, NO_MATCH_KEYS } from '../profile/facts.js';

/** Stands for a value that is there, or that must not be filled. */
const CLOSED = '';
const CLOSED_LIST: readonly string[] = [];
const CLOSED_MATCH_KEYS = { email: CLOSED_LIST, phone: CLOSED_LIST, first_name: CLOSED_LIST, last_name: CLOSED_LIST };

/** The event's facts; of those that it has, or that it can't gain, the value is a placeholder. */
export function readKnownFacts(item: BatchItem, mapping: Mapping): Facts {
	const { json, lacksUrl, isStripped } = item;
	// `data` comes last. Within a text a quote is escaped, so only a key can look like one.
	const head = json.slice(0, json.indexOf(',"data":'));
	const find = (key: string) => (head.includes(`"${key}":`) ? CLOSED : undefined);
	return {
		matchKeys: isStripped ? CLOSED_MATCH_KEYS : findMatchKeys(head, mapping),
		oppref: find('oppref'),
		obref: find('obref'),
		sourceUrl: lacksUrl && !mapping.switchedOff.has('source_url') ? undefined : CLOSED,
		isOptedOut: head.includes('"opt_out":true'),
	};
}

function findMatchKeys(head: string, { settings }: Mapping): Facts['matchKeys'] {
	const find = (key: string) => (head.includes(`"${key}":`) ? CLOSED_LIST : undefined);
	if (settings.apiVersion === '2026-06') return { ...CLOSED_MATCH_KEYS, email: find('email_sha256') };
	if (!head.includes('"user":')) return NO_MATCH_KEYS;
	return {
		email: find('emails_sha256'),
		phone: find('phone_numbers_sha256'),
		first_name: find('first_names_sha256'),
		last_name: find('last_names_sha256'),
	};
}
