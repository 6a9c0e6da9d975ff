/**
 * Remembers for each pixel when OpenAI last accepted an event. It lasts as long as the process: RudderStack passes a
 * destination's jobs to `deliver` again and again, but nothing between the calls.
 */

import { LRUCache } from 'lru-cache';
import { type Acceptance, createAcceptance } from '../../../deliver/acceptance.js';
import type { DeliverySettings } from '../../../deliver/create-delivery.js';

/** Whoever has more pixels only has some lone refusals decided later. Our choice. */
const MAX_PIXELS = 1000;

const acceptances = new LRUCache<string, Acceptance>({ max: MAX_PIXELS });

/** The memory of a pixel at an endpoint. */
export function acceptanceOf({ endpoint, pixelId }: DeliverySettings): Acceptance {
	const key = JSON.stringify([endpoint, pixelId]);
	const known = acceptances.get(key);
	if (known !== undefined) return known;
	const acceptance = createAcceptance();
	acceptances.set(key, acceptance);
	return acceptance;
}
