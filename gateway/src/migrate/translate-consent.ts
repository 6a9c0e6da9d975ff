/** Translates the consent settings that RudderStack keeps at a destination. Pure. */

import { isRecord } from 'openai-ads-destination/internal';
import type { Translation } from './verdict.js';

/**
 * rudder-server blocks an event if any of the ids is denied, with the strategy `or` only if all are. The first is our
 * `consent.requireCategories`; the second has no setting here.
 *
 * @source rudder-server, processor/consent.go (read 2026-11-22)
 */
export function translateConsent(value: unknown): Translation {
	const groups = toGroups(value);
	const what = 'consentManagement';
	const ids = [...new Set(groups.flatMap((group) => group.ids))];
	if (ids.length === 0) return { settings: {}, verdicts: [{ what, fate: 'same', why: 'It names no category.' }] };
	if (groups.some(({ strategy }) => strategy === 'or') || groups.length > 1) {
		const why =
			'Several providers, or the strategy `or`, have no setting here. Behind RudderStack leave it at the destination, where rudder-server obeys it; elsewhere choose `consent.requireCategories`.';
		return { settings: {}, verdicts: [{ what, fate: 'not', why }] };
	}
	const why =
		'Each of the categories is required. An event that says nothing about one of them is not sent here, and is sent there.';
	return { settings: { consent: { requireCategories: ids } }, verdicts: [{ what, fate: 'changed', why }] };
}

interface Group {
	readonly strategy: unknown;
	readonly ids: readonly string[];
}

/** A list, or one for each kind of source. The same group for several kinds counts once. */
function toGroups(value: unknown): Group[] {
	const lists = Array.isArray(value) ? [value] : isRecord(value) ? Object.values(value) : [];
	const groups = lists.flat().filter(isRecord).map(toGroup);
	const filled = groups.filter(({ ids }) => ids.length > 0);
	return [...new Map(filled.map((group) => [JSON.stringify(group), group])).values()];
}

function toGroup({ consents, resolutionStrategy }: Readonly<Record<string, unknown>>): Group {
	const list = Array.isArray(consents) ? consents : [];
	const ids = list.map((entry) => (isRecord(entry) ? entry['consent'] : entry));
	return { strategy: resolutionStrategy, ids: ids.filter((id): id is string => typeof id === 'string' && id !== '') };
}
