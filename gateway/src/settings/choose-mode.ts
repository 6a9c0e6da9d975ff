/** Decides whether events go to OpenAI or stay on the machine, and refuses what would be neither safe nor clear. */

import { isLoopback } from 'openai-ads-destination/internal';
import type { DeliverySettings, Settings } from 'openai-ads-destination/pipeline';
import type { Mode } from '../queue/queue.js';
import { StartError } from '../start-error.js';
import type { Configuration } from './configuration.js';
import type { Environment } from './environment.js';
import { hasWriteKeys } from './open-to-all.js';

/**
 * - `--sandbox`: sandbox
 * - key and pixel ID: live
 * - no key, loopback host, not NODE_ENV=production: sandbox
 *
 * @throws StartError naming the missing variable otherwise, or if strangers could send events without a key
 */
export function chooseMode(
	{ destination, gateway }: Configuration,
	isSandboxAsked: boolean,
	environment: Environment,
): Mode {
	requireWriteKeys(gateway);
	if (isSandboxAsked) return 'sandbox';
	const canBeSandbox = isLoopback(gateway.host) && environment['NODE_ENV'] !== 'production';
	if (destination.apiKey === undefined && canBeSandbox) return 'sandbox';
	requireCredentials(destination);
	return 'live';
}

/** @throws StartError naming what is missing to reach OpenAI */
export function requireCredentials(settings: Settings): DeliverySettings {
	const { apiKey, pixelId } = settings;
	if (apiKey !== undefined && pixelId !== undefined) return { ...settings, apiKey, pixelId };
	const missing = [
		...(apiKey === undefined
			? ['OPENAI_ADS_API_KEY: required. Create a Conversions API key under Tools, Conversions.']
			: []),
		...(pixelId === undefined ? ['OPENAI_ADS_PIXEL_ID: required. It stands under the name of your data source.'] : []),
		'To try things without OpenAI: `openai-ads start --sandbox`, or `openai-ads send --dry-run`.',
	];
	throw new StartError(missing.join('\n'));
}

/** A gateway for webhooks or RudderStack's transformer calls alone takes those and answers SDKs with 401. */
function requireWriteKeys(gateway: Configuration['gateway']): void {
	const { host, webhookSecrets, upstream, transformer } = gateway;
	const secrets = Object.values(webhookSecrets).filter((secret) => secret !== undefined);
	if (upstream !== undefined || transformer === true) return;
	if (isLoopback(host) || hasWriteKeys(gateway) || secrets.length > 0) return;
	throw new StartError(
		`OPENAI_ADS_WRITE_KEY: required because ${host} can be reached from other machines. Choose a long random key and give it to your SDKs, or set the secret of a webhook, or the upstream of RudderStack's transformer calls.`,
	);
}
