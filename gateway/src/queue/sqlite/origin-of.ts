/** Where events come from, as rows say it. */

import type { Sender } from '../sender.js';
import type { Origin } from './insert-events.js';
import { toTierNumber } from './tier.js';

/** Of a sender's name. */
const MAX_NAME_LENGTH = 64;

export type OriginOf = (sender: Sender) => Origin;

/** For the events of one pixel. */
export function createOriginOf(pixelId: string, { nowMs }: { nowMs(): number }): OriginOf {
	return ({ tier = 'server', from }) => {
		const sender = from === undefined ? null : from.slice(0, MAX_NAME_LENGTH).replaceAll('\u0000', ''); // A text in a database can't hold it.
		return { pixelId, tier: toTierNumber(tier), sender, nowMs: nowMs() };
	};
}
