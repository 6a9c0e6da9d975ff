/** Settings of the gateway that hold from its start to its end: ports, and where its data lies. */

import { isDeepStrictEqual } from 'node:util';
import type { GatewaySettings } from './configuration.js';

const FIXED = [
	'host',
	'port',
	'data',
	'queue',
	'maxQueued',
	'maxQueuedMb',
	'minFreeDiskMb',
	'maxKnownIds',
	'deadLetterDays',
	'upstream',
	'transformer',
	'transformerPort',
	'transformerHost',
	'adminPort',
	'adminHost',
	'adminHosts',
	'adminToken',
	'adminActions',
] as const satisfies readonly (keyof GatewaySettings)[];

/** New settings, with the fixed ones of the start. */
export function keepFixed(next: GatewaySettings, first: GatewaySettings): GatewaySettings {
	return { ...next, ...Object.fromEntries(FIXED.map((name) => [name, first[name]])) };
}

/** The names of those that changed, and would hold after a restart: `['gateway.port']`. */
export function findFixedChanges(next: GatewaySettings, first: GatewaySettings): readonly string[] {
	return FIXED.filter((name) => !isDeepStrictEqual(next[name], first[name])).map((name) => `gateway.${name}`);
}
