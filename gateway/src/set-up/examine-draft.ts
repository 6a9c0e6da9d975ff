/** The checks of `openai-ads doctor` that need neither OpenAI nor a gateway, of settings that nobody runs with yet. */

import { withDefaultPorts } from 'openai-ads-destination/pipeline';
import { CHECKS } from '../doctor/checks.js';
import { createDoctor } from '../doctor/create-doctor.js';
import type { Finding } from '../doctor/finding.js';
import { runChecks } from '../doctor/run-checks.js';
import type { GatewayConfiguration } from '../settings/load-configuration.js';

/** What can be said of settings alone. */
const IDS: readonly string[] = ['settings', 'canary'];

/** Keys in it may be stand-ins: none is looked at. */
export async function examineDraft(running: GatewayConfiguration): Promise<readonly Finding[]> {
	const doctor = await createDoctor({
		environment: {},
		configFile: undefined,
		running,
		isOffline: true,
		stop: new AbortController().signal,
		toAccess: () => undefined,
		toPorts: async () => withDefaultPorts({ fetch: refuse }),
	});
	const findings = await runChecks(doctor, { checks: CHECKS.filter(({ id }) => IDS.includes(id)) });
	// That nothing is wrong is said by the absence of problems; where the settings come from is not known yet.
	return findings.filter(({ code }) => code !== 'settings_ok');
}

async function refuse(): Promise<never> {
	throw new Error('A draft is examined without the network.');
}
