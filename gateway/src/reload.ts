/** Goes over to another configuration while the gateway runs. */

import type { Logger as PinoLogger } from 'pino';
import { type AppPorts, createApp } from './create-app.js';
import { toServerSettings } from './http/server-settings.js';
import type { Pixels } from './pixels/pixels.js';
import { findFixedChanges, keepFixed } from './settings/fixed-settings.js';
import type { GatewayConfiguration } from './settings/load-configuration.js';
import type { AppSwitch } from './switch-app.js';

/** What changes while the gateway runs. */
export interface Current {
	configuration: GatewayConfiguration;
	transformerPort?: number | undefined;
	adminUrl?: string | undefined;
	isStopping: boolean;
}

interface ReloadParts {
	/** Settings of the start. */
	readonly first: GatewayConfiguration['gateway'];
	readonly current: Current;
	readonly ports: AppPorts;
	readonly pixels: Pixels;
	readonly apps: AppSwitch;
	readonly log: PinoLogger;
}

/** What can fail comes first, so that all of it is applied or nothing. The function that is returned throws a StartError if a setting can't be used. */
export function createReload({ first, current, ports, pixels, apps, log }: ReloadParts) {
	return async (wanted: GatewayConfiguration): Promise<void> => {
		const next = { ...wanted, gateway: keepFixed(wanted.gateway, first) };
		const app = await createApp(toServerSettings(next), ports);
		await app.ready();
		if (current.isStopping) return;
		pixels.configure(next.pixels);
		apps.to(app);
		current.configuration = next;
		reportReload(log, findFixedChanges(wanted.gateway, first));
	};
}

function reportReload(log: PinoLogger, fixed: readonly string[]): void {
	log.info('The configuration was read again.');
	if (fixed.length > 0) log.warn({ settings: fixed }, 'Some settings changed that only a restart applies.');
}
