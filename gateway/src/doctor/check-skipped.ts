/** `skipped`: which events are not sent by mistake: names that are nearly right, consent that nobody gives. */

import { plural } from '../operate/show.js';
import type { PixelSettings } from '../settings/pixel-settings.js';
import type { Visit } from './check.js';
import type { Finding } from './finding.js';
import type { GatewayReader } from './gateway-reader.js';
import { countSkipped, type Overview } from './overview.js';
import { say } from './say.js';

/** Fewer prove nothing; a shop with consent may lose half of its visitors. Our choice. */
const MIN_EVENTS = 20;
const CONSENT_SHARE = 0.9;
const MAX_NAMES = 5;

export async function checkSkipped(pixel: PixelSettings, visit: Visit): Promise<readonly Finding[]> {
	const gateway = visit.gateway as GatewayReader; // The check is made only if there is one.
	const overview = await gateway.overview(pixel.name, '24h');
	const names = judgeNames(overview);
	const findings = [...names, ...judgeConsent(overview)];
	return findings.length > 0 ? findings : [say('skipped_ok', { received: plural(overview.received, 'event') })];
}

function judgeNames({ skipped, received, accepted }: Overview): Finding[] {
	const names = skipped.filter(({ reason }) => reason === 'event_not_mapped').flatMap((row) => row.names);
	const near = names.filter(({ meant }) => meant !== undefined).sort((one, other) => other.n - one.n);
	const total = names.reduce((sum, { n }) => sum + n, 0);
	const [most] = [...names].sort((one, other) => other.n - one.n);
	if (near.length === 0 && most !== undefined && accepted === 0 && total >= MIN_EVENTS && total >= 0.9 * received) {
		return [say('skipped_nothing_mapped', { received: plural(received, 'event'), name: most.name })];
	}
	return near.slice(0, MAX_NAMES).map(({ name, n, meant = '', row }) => {
		const cure = typeof row === 'string' ? row : row === undefined ? '' : JSON.stringify(row);
		const evidence = { affected: n, total: received };
		return say('skipped_name', { name, count: n, meant, row: cure }, { affected: [name], evidence });
	});
}

function judgeConsent(overview: Overview): Finding[] {
	const count = countSkipped(overview, 'consent_denied');
	if (count < MIN_EVENTS || count < CONSENT_SHARE * overview.received) return [];
	return [say('skipped_consent', { count, received: plural(overview.received, 'event') })];
}
