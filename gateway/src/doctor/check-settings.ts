/** `settings`: what the schema refuses, and what it can't know to be a mistake. */

import { isLoopback } from 'openai-ads-destination/internal';
import type { PixelSettings } from '../settings/pixel-settings.js';
import type { Visit } from './check.js';
import type { Finding } from './finding.js';
import { say } from './say.js';
import { sourceOfKey, sourceOfPixelId } from './source-of.js';

const OPENAI = /(^|\.)openai\.com$/;
/** What examples and sandboxes use. */
const KEYS_OF_SANDBOXES = /^(sandbox|any|test|the-key|demo)$/i;
const PERSONAL = /e[-_.]?mail|phone|mobile|(^|[._])tel($|[._])/i;
const QUOTED = /^["'`]|["'`]$/;

export async function checkSettings(visit: Visit): Promise<readonly Finding[]> {
	const { problems, configuration, configFile } = visit;
	if (configuration === undefined) return problems.map(sayProblem);
	const isWithout = configuration.pixels.some(({ destination }) => destination.pixelId === '');
	const needsPixel = isWithout && !visit.isOffline && (await visit.gateway?.isSandbox()) !== true;
	const findings = configuration.pixels.flatMap((pixel) => [
		...judgeCredentials(pixel, visit, needsPixel),
		...judgeEndpoint(pixel),
		...judgeMapping(pixel),
	]);
	const unique = [...new Map(findings.map((finding) => [finding.message, finding])).values()];
	if (unique.length > 0) return unique;
	return [say('settings_ok', { where: configFile === undefined ? 'from the environment' : 'file and environment' })];
}

function sayProblem(problem: string): Finding {
	const [, kind, id] = /pixelId: expected a pixel ID.* this is the id of ([\w ]+), got "([\w-]+)"/.exec(problem) ?? [];
	if (kind !== undefined && id !== undefined) return say('settings_other_id', { id, kind });
	const [, source] = /^(\S*apiKey): expected a key of visible ASCII/.exec(problem) ?? [];
	if (source !== undefined) return say('settings_key_white_space', { source });
	return say('settings_refused', { problem });
}

function judgeCredentials(pixel: PixelSettings, visit: Visit, needsPixel: boolean): Finding[] {
	const { apiKey, pixelId, endpoint } = pixel.destination;
	const [key, id] = [sourceOfKey(pixel, visit), sourceOfPixelId(pixel, visit)];
	const isLive = OPENAI.test(new URL(endpoint).hostname);
	return [
		...(QUOTED.test(apiKey) ? [say('settings_quoted', { source: key, what: 'the key' })] : []),
		...(QUOTED.test(pixelId) ? [say('settings_quoted', { source: id, what: 'the pixel ID' })] : []),
		...(isLive && KEYS_OF_SANDBOXES.test(apiKey) ? [say('settings_key_of_sandbox', { source: key })] : []),
		...(pixelId === '' && needsPixel ? [say('settings_no_pixel', {})] : []),
	];
}

function judgeEndpoint({ destination: { endpoint, validateOnly, shadow } }: PixelSettings): Finding[] {
	const { hostname, origin } = new URL(endpoint);
	return [
		...(isLoopback(hostname) ? [say('settings_endpoint_local', { endpoint: origin })] : []),
		...(isLoopback(hostname) || OPENAI.test(hostname) ? [] : [say('settings_endpoint_foreign', { endpoint: origin })]),
		...(validateOnly ? [say('settings_validate_only', {})] : []),
		...(shadow ? [say('settings_shadow', {})] : []),
	];
}

function judgeMapping({ destination: { fieldMapping, personalData, idFrom } }: PixelSettings): Finding[] {
	const fate = personalData === 'send' ? 'It is sent as it is.' : 'What looks like one is taken out.';
	const personal = Object.entries(fieldMapping)
		.filter(([field]) => field.startsWith('data.'))
		.flatMap(([field, paths]) => [paths].flat().map((path) => ({ field, path })))
		.filter(({ path }) => PERSONAL.test(path));
	const messageAt = idFrom.indexOf('messageId');
	const late = messageAt === -1 ? undefined : idFrom[messageAt + 1];
	return [
		...personal.map(({ field, path }) => say('settings_personal_data', { field, path, fate }, { affected: [field] })),
		...(late === undefined ? [] : [say('settings_event_id', { path: late })]),
	];
}
