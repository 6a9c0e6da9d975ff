/** Finds the Config of RudderStack's own destination in whatever somebody has at hand. */

import { isRecord, parseJson, type UnknownRecord } from 'openai-ads-destination/internal';
import { readBounded } from '../rudderstack/read-workspace.js';
import { StartError } from '../start-error.js';

/** The name of RudderStack's own destination. (rudder-integrations-config, read 2026-11-26) */
export const THEIR_NAME = 'OPENAI_ADS';

/**
 * Takes a Config, a destination that has one, or a `workspaceConfig.json` with such a destination.
 *
 * @param id of the destination, for a file that has several with different Configs
 * @throws StartError if there is none, or more than one
 */
export function findConfig(file: string, id?: string): UnknownRecord {
	const content = parseJson(readBounded(file));
	if (!isRecord(content)) throw new StartError(`${file}: expected a JSON object. ${FORMS}`);
	if (Array.isArray(content['sources'])) return findInWorkspace(file, content['sources'], id);
	if (id !== undefined) throw new StartError('--destination: expected only with a workspaceConfig.json.');
	const config = content['config'] ?? content['Config'] ?? content;
	if (isRecord(config) && isTheirs(config)) return config;
	throw new StartError(`${file}: expected the Config of a destination, with \`pixelId\` or \`eventMapping\`. ${FORMS}`);
}

const FORMS =
	"Give the Config of RudderStack's OpenAI Ads destination as JSON, the destination with its `config`, or a workspaceConfig.json.";

function isTheirs(config: UnknownRecord): boolean {
	return config['pixelId'] !== undefined || config['eventMapping'] !== undefined;
}

function findInWorkspace(file: string, sources: readonly unknown[], wanted: string | undefined): UnknownRecord {
	const found = new Map<string, UnknownRecord>();
	for (const source of sources) {
		const destinations = isRecord(source) && Array.isArray(source['destinations']) ? source['destinations'] : [];
		for (const destination of destinations) {
			if (!isRecord(destination) || !isRecord(destination['config'])) continue;
			const { id, config, destinationDefinition: definition } = destination;
			if (isRecord(definition) && definition['name'] === THEIR_NAME) found.set(String(id), config as UnknownRecord); // Seen above.
		}
	}
	const ids = [...found.keys()].map((id) => JSON.stringify(id)).join(', ');
	const config = wanted === undefined ? [...found.values()][0] : found.get(wanted);
	if (found.size === 0)
		throw new StartError(`${file}: expected a destination of the definition ${THEIR_NAME}, got none.`);
	if (config === undefined) throw new StartError(`--destination: expected the id of one of them: ${ids}.`);
	if (wanted === undefined && found.size > 1)
		throw new StartError(
			`${file}: expected one destination of the definition ${THEIR_NAME}, got ${found.size}. Choose with --destination: ${ids}.`,
		);
	return config;
}
