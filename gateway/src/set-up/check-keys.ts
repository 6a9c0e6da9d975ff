/** Doctor's own check of keys that somebody typed into the set-up view: one `validate_only` request for each, and one to the Advertiser API for a key that is refused. Nothing of them is kept. */

import { type Ports, withDefaultPorts } from 'openai-ads-destination/pipeline';
import { CHECKS } from '../doctor/checks.js';
import { createDoctor } from '../doctor/create-doctor.js';
import type { Finding } from '../doctor/finding.js';
import { runChecks } from '../doctor/run-checks.js';
import { say } from '../doctor/say.js';
import { badRequest } from '../http/http-error.js';
import type { Environment } from '../settings/environment.js';
import type { GatewayConfiguration } from '../settings/load-configuration.js';
import { ADVERTISER_ENDPOINT_NAME } from '../settings/unknown-variables.js';
import { checkDraft } from './check-draft.js';
import type { TypedKeys } from './read-typed-keys.js';

export interface KeyPorts {
	/** How the gateway's own requests leave. */
	readonly fetch: Ports['fetch'];
	readonly isSandbox: boolean;
	readonly environment: Environment;
	/** Where the gateway sends events. Nobody can name another place for a key to go to. */
	readEndpoint(): string;
}

export interface KeyAnswer {
	/** Who looked at the keys. A sandbox takes any. */
	readonly asked: 'openai' | 'sandbox';
	readonly findings: readonly Finding[];
}

/** @throws HttpError if a key or a pixel ID can't be one */
export async function checkKeys(keys: TypedKeys, ports: KeyPorts): Promise<KeyAnswer> {
	const endpoint = ports.readEndpoint();
	const stop = new AbortController();
	try {
		const doctor = await createDoctor({
			environment: { [ADVERTISER_ENDPOINT_NAME]: ports.environment[ADVERTISER_ENDPOINT_NAME] },
			configFile: undefined,
			running: toConfiguration(keys, endpoint),
			isOffline: false,
			stop: stop.signal,
			toAccess: () => undefined,
			toPorts: async () => withDefaultPorts({ fetch: ports.isSandbox ? within(endpoint, ports.fetch) : ports.fetch }),
		});
		const findings = await runChecks(doctor, { checks: CHECKS.filter(({ id }) => id === 'key') });
		return ports.isSandbox ? { asked: 'sandbox', findings: findings.map(sayBySandbox) } : { asked: 'openai', findings };
	} finally {
		stop.abort();
	}
}

function toConfiguration(pixels: TypedKeys, endpoint: string): GatewayConfiguration {
	const draft = { target: 'rudderstack', destination: { endpoint }, gateway: {}, pixels } as const;
	const { configuration, problems } = checkDraft(draft);
	if (configuration === undefined) throw badRequest(problems.join(' '));
	// Only that something is given: it is said where a key was typed, and not what it is.
	return { ...configuration, given: { apiKey: '', pixelId: '' } };
}

/** A sandbox asks itself alone: the Advertiser API, which doctor asks about a key that was refused, is OpenAI's. */
function within(endpoint: string, fetch: Ports['fetch']): Ports['fetch'] {
	const { origin } = new URL(endpoint);
	return async (url, init) => {
		if (new URL(url).origin !== origin) throw new Error('A sandbox asks nobody else.');
		return fetch(url, init);
	};
}

function sayBySandbox({ code, pixel }: Finding): Finding {
	return { ...say(code === 'key_ok' ? 'key_any' : 'key_fault', {}), ...(pixel === undefined ? {} : { pixel }) };
}
