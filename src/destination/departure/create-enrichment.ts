/** Asks for the profiles of a batch's people once more, just before it leaves. */

import type { BatchItem } from '../batch/batch-item.js';
import { compileMapping } from '../map/compile-mapping.js';
import type { Mapping } from '../map/paths/mapping.js';
import type { Ports } from '../ports.js';
import { keyList } from '../profile/person-keys.js';
import type { Tier } from '../profile/profile.js';
import { ProfileSession } from '../profile/profile-session.js';
import type { Settings } from '../settings/settings.js';
import { enrichItem } from './enrich-item.js';

/** An item that is about to be sent. */
export interface Departing {
	readonly item: BatchItem;
	/**
	 * Who sent its event: it sees what its tier may see.
	 * @default 'server'
	 */
	readonly tier?: Tier;
}

/**
 * Fills what the events of a batch lack with what was learned of their people since they came; one item for each, in order.
 * Never rejects: a failing profile store costs the enrichment, not the event. Ask again before each resend, with the items
 * as intake made them: ids, types, times and `data` stay, so it is the same event each time.
 */
export type Enrich = (departing: readonly Departing[]) => Promise<readonly BatchItem[]>;

/**
 * Creates the enrichment of a destination with these settings. All profiles of a batch are read in one call.
 *
 *   const enrich = createEnrichment(settings, ports);
 *   await deliver(await enrich([{ item }]));
 */
export function createEnrichment(settings: Settings, ports: Pick<Ports, 'nowMs' | 'profiles' | 'logger'>): Enrich {
	const mapping = compileMapping(settings);
	return async (departing) => {
		const session = await ProfileSession.open(ports, departing.flatMap(keysOf), 'server');
		const items: BatchItem[] = [];
		for (const each of departing) items.push(enrichOne(each, session, mapping, ports));
		return items;
	};
}

const keysOf = ({ item: { person } }: Departing) => (person === undefined ? [] : keyList(person));

function enrichOne(
	{ item, tier }: Departing,
	session: ProfileSession,
	mapping: Mapping,
	clock: Pick<Ports, 'nowMs'>,
): BatchItem {
	try {
		const nowMs = clock.nowMs();
		const profile = item.person && session.recall(item.person, nowMs, tier);
		return enrichItem(item, profile, mapping, nowMs);
	} catch {
		return item; // Only a store that breaks its promises, or a row that was changed by hand, causes this.
	}
}
