/** The checks as a running gateway makes them of itself: with the settings that it runs with, and in a sandbox without a call to OpenAI. */

import { withDefaultPorts } from 'openai-ads-destination/pipeline';
import type { AdminAccess } from '../operate/admin-call.js';
import type { Environment } from '../settings/environment.js';
import type { GatewayConfiguration } from '../settings/load-configuration.js';
import { ADVERTISER_KEY } from '../settings/unknown-variables.js';
import { createDoctor } from './create-doctor.js';
import type { Finding } from './finding.js';
import { runChecks } from './run-checks.js';

export interface ExamineOptions {
	/** As it runs, which after a reload is not that of the start. */
	readonly configuration: GatewayConfiguration;
	readonly environment: Environment;
	readonly configFile: string | undefined;
	readonly isSandbox: boolean;
	/** Its own admin listener. */
	readonly access: AdminAccess | undefined;
	readonly fetch: ReturnType<typeof withDefaultPorts>['fetch'];
}

export async function examineGateway(options: ExamineOptions): Promise<Finding[]> {
	const { configuration, configFile, isSandbox, access, fetch } = options;
	const { [ADVERTISER_KEY]: _, [`${ADVERTISER_KEY}_FILE`]: __, ...others } = options.environment;
	const stop = new AbortController();
	try {
		const doctor = await createDoctor({
			environment: isSandbox ? others : options.environment,
			configFile,
			running: configuration,
			isOffline: false,
			stop: stop.signal,
			toAccess: () => access,
			toPorts: async () => withDefaultPorts({ fetch }),
		});
		const findings = await runChecks(doctor);
		// A sandbox is on this machine by its nature, and says so on every view.
		return findings.filter(({ code }) => !isSandbox || code !== 'settings_endpoint_local');
	} finally {
		stop.abort();
	}
}
