/** `variables`: names that nothing reads, and the one key in place of the other. */

import { VARIABLE_NAMES } from '../settings/environment.js';
import { ADVERTISER_KEY, listUnknownVariables } from '../settings/unknown-variables.js';
import type { Visit } from './check.js';
import type { Finding } from './finding.js';
import { say } from './say.js';

const KEY = 'OPENAI_CONVERSIONS_API_KEY';

export async function checkVariables({ environment, configuration }: Visit): Promise<readonly Finding[]> {
	const isSet = (name: string) => Boolean(environment[name]?.trim());
	const unknown = listUnknownVariables(environment);
	const findings = unknown.map(({ name, problem }) =>
		say('variables_unknown', { name, problem }, { affected: [name] }),
	);
	const other = [ADVERTISER_KEY, `${ADVERTISER_KEY}_FILE`].find(isSet);
	const hasKey =
		isSet(KEY) || isSet(`${KEY}_FILE`) || configuration?.pixels.some(({ destination }) => destination.apiKey !== '');
	if (other !== undefined && !hasKey) findings.push(say('variables_other_key', { name: other }));
	if (findings.length > 0) return findings;
	const names = [...VARIABLE_NAMES, ADVERTISER_KEY];
	return [say('variables_ok', { known: names.filter((name) => isSet(name) || isSet(`${name}_FILE`)).length })];
}
