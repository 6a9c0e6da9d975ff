/** Where events come from, as rows say it. */

import type { Hold } from '../holds.js';
import type { Sender } from '../sender.js';
import { toTierNumber } from './tier.js';

/** Whose events they are, and when they came. */
export interface Origin {
	readonly pixelId: string;
	/** As `toTierNumber` has it. */
	readonly tier: number;
	/** What the operator calls the sender. */
	readonly sender: string | null;
	readonly nowMs: number;
	/** `holds[i]` belongs to `items[i]`. */
	readonly holds?: readonly (Hold | undefined)[];
}

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
