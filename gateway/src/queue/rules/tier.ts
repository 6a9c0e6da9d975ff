/** How a tier is stored: a number, 0 for the server's, which older rows count as. */

import type { Tier } from 'openai-ads-destination/pipeline';

export const SERVER = 0;
export const BROWSER = 1;

export function fromTierNumber(tier: number): Tier {
	return tier === SERVER ? 'server' : 'browser';
}

export function toTierNumber(tier: Tier): number {
	return tier === 'server' ? SERVER : BROWSER;
}
