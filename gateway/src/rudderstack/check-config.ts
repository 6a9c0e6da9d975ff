/** Whether the settings of a new entry are right. */

import { parseSettings, SettingsError } from 'openai-ads-destination/pipeline';
import { StartError } from '../start-error.js';
import { OF_THE_SERVER } from './make-destination.js';

/** @throws StartError with a line for each mistake */
export function checkConfig(config: Readonly<Record<string, unknown>> = {}): void {
	try {
		parseSettings(Object.fromEntries(Object.entries(config).filter(([name]) => !OF_THE_SERVER.includes(name))));
	} catch (error) {
		if (!(error instanceof SettingsError)) throw error;
		throw new StartError(error.problems.join('\n'));
	}
}
