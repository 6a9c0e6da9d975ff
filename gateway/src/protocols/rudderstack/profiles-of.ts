/**
 * Whose profiles a transformer call may see. The calls carry no key of ours, but each destination has its Conversions API key:
 * whoever does not know that of a pixel must not read its people's hashes.
 */

import { createHash, timingSafeEqual } from 'node:crypto';
import { ownField, scopeProfiles } from 'openai-ads-destination/internal';
import type { Profiles } from 'openai-ads-destination/pipeline';
import type { TransformInput } from 'openai-ads-destination/rudderstack';
import type { PixelCredentials, TransformerPorts } from './bind-config.js';

/** Jobs that see the same profiles. */
export interface ProfileGroup {
	readonly profiles: Profiles;
	readonly inputs: readonly TransformInput[];
}

/**
 * Groups jobs by the profiles they see, in order of arrival: with the pixel's own key those that all ways in share, with any
 * other key a part of the store that is that key's alone.
 */
export function groupByProfiles(
	inputs: readonly TransformInput[],
	{ profiles, own }: Pick<TransformerPorts, 'profiles' | 'own'>,
): ProfileGroup[] {
	const groups = new Map<string | undefined, TransformInput[]>();
	for (const input of inputs) {
		const scope = findScope(ownField(input.destination, 'Config'), own);
		const group = groups.get(scope);
		if (group === undefined) groups.set(scope, [input]);
		else group.push(input);
	}
	return Array.from(groups, ([scope, jobs]) => ({
		profiles: scope === undefined ? profiles : scopeProfiles(profiles, scope),
		inputs: jobs,
	}));
}

/** `undefined` for the pixel's own key. The library adds the pixel ID to keys itself. */
function findScope(config: unknown, own: PixelCredentials): string | undefined {
	const [apiKey, pixelId] = [toText(ownField(config, 'apiKey')), toText(ownField(config, 'pixelId'))];
	// Digests have one length, so that the time it takes tells nothing about the key.
	const isOwn = timingSafeEqual(digest(apiKey), digest(own.apiKey.trim())) && pixelId === own.pixelId.trim();
	return isOwn ? undefined : digest(JSON.stringify([apiKey, pixelId])).toString('hex');
}

function toText(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}

function digest(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}
