/** What a command needs beyond values that are valid each by itself: one line for each thing that is missing. */

import { isLoopback } from 'openai-ads-destination/internal';
import type { GatewaySettings } from './configuration.js';
import type { Environment } from './environment.js';
import type { PixelSettings, RawConfiguration } from './pixel-settings.js';
import { findTransformerListener } from './transformer-listener.js';
import { ADVERTISER_KEY } from './unknown-variables.js';
import { hasWriteKeys, type WriteKey } from './write-keys.js';

/** What events need to reach OpenAI: a Conversions API key and a pixel ID. */
export function findMissingCredentials(given: RawConfiguration['destination'], environment: Environment): string[] {
	const missing = [
		...(given['apiKey'] === undefined ? [missingKey(environment)] : []),
		...(given['pixelId'] === undefined
			? ['OPENAI_ADS_PIXEL_ID: required. Ads Manager shows it under the name of your data source.']
			: []),
	];
	if (missing.length === 0) return [];
	return [...missing, 'To try things without OpenAI: `openai-ads start --sandbox`, or `openai-ads send --dry-run`.'];
}

function missingKey(environment: Environment): string {
	const other = [ADVERTISER_KEY, `${ADVERTISER_KEY}_FILE`].find((name) => environment[name]?.trim());
	const mistake =
		other === undefined
			? ''
			: ` ${other} is set, but that is the Advertiser API key, which the Conversions API refuses with 401.`;
	return `OPENAI_CONVERSIONS_API_KEY: required.${mistake} Create a Conversions API key under Tools, Conversions.`;
}

/** The same of pixels that have names. Their pixel IDs are checked with the file. */
export function findMissingPixelKeys(pixels: readonly PixelSettings[]): string[] {
	return pixels
		.filter(({ destination }) => destination.apiKey === '')
		.map(({ name }) => `pixels.${name}.apiKey: required. Create a Conversions API key under Tools, Conversions.`);
}

/** What keeps strangers out. A gateway for webhooks or RudderStack's transformer calls alone answers SDKs with 401. */
export function findMissingWriteKeys(gateway: GatewaySettings, keys: readonly WriteKey[]): string[] {
	const { host, webhookSecrets } = gateway;
	const secrets = Object.values(webhookSecrets).filter((secret) => secret !== undefined);
	if (findTransformerListener(gateway) !== undefined) return [];
	if (isLoopback(host) || hasWriteKeys({ keys }) || secrets.length > 0) return [];
	return [
		`OPENAI_ADS_WRITE_KEY: required because ${host} can be reached from other machines. Choose a long random key and give it to your SDKs, or set the secret of a webhook, or the upstream of RudderStack's transformer calls.`,
	];
}
