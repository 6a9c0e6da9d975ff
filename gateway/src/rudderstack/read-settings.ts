/** Reads settings from a file: those of a destination, or the configuration that `migrate` prints. */

import { isRecord, parseJson } from 'openai-ads-destination/internal';
import { StartError } from '../start-error.js';
import { readBounded } from './read-workspace.js';

/** @throws StartError if it is no JSON object. Whether the settings are right is found out later. */
export function readSettings(file: string): Readonly<Record<string, unknown>> {
	const content = parseJson(readBounded(file));
	if (!isRecord(content)) throw new StartError(`${file}: expected a JSON object with settings of the destination.`);
	const { destination } = content;
	return isRecord(destination) ? destination : content;
}
