/** `openai-ads migrate` */

import { findConfig } from '../migrate/find-config.js';
import { showVerdicts } from '../migrate/show-verdicts.js';
import { toTarget } from '../migrate/to-target.js';
import { type Target, translateRudderStack } from '../migrate/translate-rudderstack.js';
import { checkConfig } from '../rudderstack/check-config.js';

export interface MigrateFlags {
	readonly for: Target;
	readonly destination?: string;
	readonly withDefaults?: boolean;
	readonly json?: boolean;
}

/** Prints the settings, and what becomes of each key. @throws StartError if the file is not understood */
export function runMigrateRudderStack(file: string, flags: MigrateFlags): void {
	const config = findConfig(file, flags.destination);
	const { settings, verdicts } = translateRudderStack(config, {
		target: flags.for,
		withDefaults: flags.withDefaults === true,
	});
	checkConfig(settings); // Never prints what would be refused.
	const configuration = toTarget(settings, flags.for);
	if (flags.json === true) {
		console.log(JSON.stringify({ configuration, verdicts }));
		return;
	}
	console.log(JSON.stringify(configuration, null, 2));
	for (const line of showVerdicts(verdicts)) console.error(line);
}
