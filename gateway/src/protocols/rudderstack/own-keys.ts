/** Whether a destination has the key of one of the gateway's pixels, and what the operator hears if it has another. */

import { createHash, timingSafeEqual } from 'node:crypto';
import { ownField } from 'openai-ads-destination/internal';
import type { Log } from '../../log.js';
import type { PixelCredentials } from './bind-config.js';
import type { InputJob } from './read-jobs.js';

/** What a destination's Config says, as far as it is text. */
export interface GivenCredentials {
	readonly pixelId: string;
	readonly apiKey: string;
}

export function readCredentials(destination: unknown): GivenCredentials {
	const config = ownField(destination, 'Config');
	return { pixelId: toText(ownField(config, 'pixelId')), apiKey: toText(ownField(config, 'apiKey')) };
}

/** True for the key of the pixel that it names. The time it takes tells nothing about the key. */
export function isOwn(given: GivenCredentials, own: readonly PixelCredentials[]): boolean {
	const pixel = own.find(({ pixelId }) => pixelId.trim() === given.pixelId);
	return pixel !== undefined && hasKey(pixel, given);
}

/** Warns once a call and pixel: after a key was changed in one place it has to be changed in the other. */
export function reportOtherKeys(jobs: readonly InputJob[], own: readonly PixelCredentials[], log: Log): void {
	const seen = new Set<string>();
	for (const { destination } of jobs) {
		const given = readCredentials(destination);
		if (seen.has(given.pixelId) || given.apiKey === '') continue;
		seen.add(given.pixelId);
		const pixel = own.find(({ pixelId }) => pixelId.trim() === given.pixelId);
		if (pixel === undefined || hasKey(pixel, given)) continue;
		log.warn(
			{ pixel: pixel.name },
			"RudderStack has another key for this pixel than the gateway: destination.Config.apiKey is out of date, or the gateway's key is. Until they are the same, its events recall no profiles.",
		);
	}
}

function hasKey(pixel: PixelCredentials, given: GivenCredentials): boolean {
	// Digests have one length.
	return timingSafeEqual(digest(given.apiKey), digest(pixel.apiKey.trim()));
}

function toText(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}

function digest(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}
