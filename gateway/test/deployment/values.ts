/** Stands in for what a container is given: files with a value each where its environment names secrets. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const VALUES: Readonly<Record<string, string>> = {
	OPENAI_ADS_QUEUE: 'postgres://openai_ads:password@postgres/openai_ads?sslmode=disable',
};

/** The same environment, with the files that it names in `folder`. @param config what its configuration file holds */
export function giveValues(
	environment: Readonly<Record<string, string>>,
	config: string,
	folder: string,
): Record<string, string> {
	const given = Object.entries(environment).map(([name, value]) => {
		const isConfig = name === 'OPENAI_ADS_CONFIG';
		if (!isConfig && !name.endsWith('_FILE')) return [name, value];
		const file = join(folder, name);
		const setting = name.replace(/_FILE$/, '');
		writeFileSync(file, isConfig ? config : (VALUES[setting] ?? `value-of-${setting}`));
		return [name, file];
	});
	return Object.fromEntries(given);
}
