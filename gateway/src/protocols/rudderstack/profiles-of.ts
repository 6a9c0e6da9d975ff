/**
 * Whose profiles a transformer call may see. The calls carry no key of ours, but each destination has its Conversions API key:
 * whoever does not know that of a pixel must not read its people's hashes.
 */

import { createHash } from 'node:crypto';
import { scopeProfiles } from 'openai-ads-destination/internal';
import type { Profiles } from 'openai-ads-destination/pipeline';
import type { TransformInput } from 'openai-ads-destination/rudderstack';
import type { PixelCredentials, TransformerPorts } from './bind-config.js';
import { isOwn, readCredentials } from './own-keys.js';

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
	const scopes = new Map<unknown, string | undefined>();
	for (const input of inputs) {
		if (!scopes.has(input.destination)) scopes.set(input.destination, findScope(input.destination, own));
		const scope = scopes.get(input.destination);
		const group = groups.get(scope);
		if (group === undefined) groups.set(scope, [input]);
		else group.push(input);
	}
	return Array.from(groups, ([scope, jobs]) => ({
		profiles: scope === undefined ? profiles : scopeProfiles(profiles, scope),
		inputs: jobs,
	}));
}

/** `undefined` for the key of a pixel of the gateway. The library adds the pixel ID to keys itself. */
function findScope(destination: unknown, own: readonly PixelCredentials[]): string | undefined {
	const given = readCredentials(destination);
	if (isOwn(given, own)) return undefined;
	return createHash('sha256')
		.update(JSON.stringify([given.apiKey, given.pixelId]))
		.digest('hex');
}
