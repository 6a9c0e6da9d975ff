/** `key`: whether OpenAI takes the key for this pixel, and if not, whose fault it is. */

import type { PixelSettings } from '../settings/pixel-settings.js';
import { AccountSilence, createAccountReader } from './account-reader.js';
import type { Visit } from './check.js';
import type { Finding } from './finding.js';
import type { Probe } from './probe.js';
import { say, saySkipped } from './say.js';
import { sourceOfKey, sourceOfPixelId } from './source-of.js';

export async function checkKey(pixel: PixelSettings, visit: Visit): Promise<readonly Finding[]> {
	const source = sourceOfKey(pixel, visit);
	if (pixel.destination.apiKey === '') {
		const isSandbox = (await visit.gateway?.isSandbox()) === true;
		return [say(isSandbox ? 'key_sandbox' : 'key_missing', { source })];
	}
	if (pixel.destination.pixelId === '') return [saySkipped('key', 'not_made_needs', { needed: 'a pixel ID' })];
	const probe = await visit.probe(pixel);
	const { delivered, status, body = '' } = probe;
	const errorCode = /^\s*error code: ?(\d{3,5})/.exec(body)?.[1];
	if (status === undefined) return [sayUnreachable(pixel, probe)];
	if (delivered?.result.outcome === 'accepted') return [say('key_ok', {})];
	if (status === 401) return [await explainRefusal(pixel, source, visit)];
	if (status === 403 && (errorCode !== undefined || /^\s*</.test(body)))
		return [say('key_firewall', { errorCode: errorCode ?? 'unknown' })];
	if (status === 403) return [sayOther(pixel, status, visit)];
	if (status === 429 || status >= 500 || status < 300) return [say('key_busy', { status })];
	if (status !== 400 && status !== 422) return [say('key_endpoint', { endpoint: pixel.destination.endpoint, status })];
	if (delivered?.result.reason === 'unauthorized') return [sayOther(pixel, status, visit)];
	return [say('key_unclear', { detail: delivered?.result.detail ?? '' })];
}

function sayOther(pixel: PixelSettings, status: number, visit: Visit): Finding {
	const [source, pixelSource] = [sourceOfKey(pixel, visit), sourceOfPixelId(pixel, visit)];
	return say('key_other_account', { status, source, pixelSource });
}

function sayUnreachable({ destination }: PixelSettings, { delivered }: Probe): Finding {
	const { host } = new URL(destination.endpoint);
	const why = /\(([\w-]+)\)/.exec(delivered?.result.detail ?? '')?.[1] ?? 'no connection';
	const [, status] = /^PROXY_ANSWERED_(\d+)$/.exec(why) ?? [];
	return status === undefined
		? say('key_unreachable', { host, why })
		: say('key_proxy', { variable: 'HTTPS_PROXY', status, host });
}

/** A prefix proves nothing: both kinds of key begin alike. Only the other API knows its own. */
async function explainRefusal({ destination }: PixelSettings, source: string, visit: Visit): Promise<Finding> {
	const { apiKey: key } = destination;
	if (!key.startsWith('sk-')) return say('key_foreign', { source });
	const api = createAccountReader({ endpoint: visit.advertiserEndpoint, key }, visit.ports.fetch);
	try {
		const { status } = await api.call({ path: '/ad_account' }, visit.signal);
		return status === 200 ? say('key_is_advertiser', { source }) : say('key_refused', { source });
	} catch (error) {
		if (error instanceof AccountSilence) return say('key_refused', { source });
		throw error;
	}
}
