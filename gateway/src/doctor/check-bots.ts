/** `bots`: how many events carry the user agent of a program, in all and by source. */

import { plural } from '../operate/show.js';
import type { PixelSettings } from '../settings/pixel-settings.js';
import type { Visit } from './check.js';
import type { Finding } from './finding.js';
import type { GatewayReader } from './gateway-reader.js';
import { countSkipped, type Overview } from './overview.js';
import { say } from './say.js';

/** (product decision) */
const MANY = 0.2;
const MIN_EVENTS = 20;
const MAX_SOURCES = 5;

export async function checkBots(pixel: PixelSettings, visit: Visit): Promise<readonly Finding[]> {
	if (pixel.destination.bots === 'send') return [say('bots_sent', {})];
	const gateway = visit.gateway as GatewayReader; // The check is made only if there is one.
	const overview = await gateway.overview(pixel.name, '24h');
	if (overview.received === 0) return [say('bots_none', {})];
	const whole = judge(overview, '');
	if (whole !== undefined) return [whole];
	const sources = [...new Set(overview.groups.map(({ source }) => source))].slice(0, MAX_SOURCES);
	const own = sources.map(async (source) =>
		judge(await gateway.overview(pixel.name, '24h', source), ` from ${source}`),
	);
	const findings = (await Promise.all(own)).filter((finding) => finding !== undefined);
	if (findings.length > 0) return findings;
	const { received } = overview;
	const share = Math.round((100 * countSkipped(overview, 'bot')) / received);
	return [say('bots_ok', { share, received: plural(received, 'event') })];
}

function judge(overview: Overview, source: string): Finding | undefined {
	const { received } = overview;
	const bots = countSkipped(overview, 'bot');
	if (received < MIN_EVENTS || bots < MANY * received) return undefined;
	const values = { received: plural(received, 'event'), source };
	const about = { evidence: { bots, received } };
	if (bots === received) return say('bots_all', values, about);
	return say('bots_many', { ...values, share: Math.round((100 * bots) / received) }, about);
}
