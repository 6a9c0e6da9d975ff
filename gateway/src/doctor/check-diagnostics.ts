/** `left-out`, `ids`, `attribution`, `first`: what the gateway's own diagnostics say of them. */

import { plural } from '../operate/show.js';
import type { PixelSettings } from '../settings/pixel-settings.js';
import type { Visit } from './check.js';
import { diagnosticsOf, sayAdvice } from './diagnostics.js';
import type { Finding } from './finding.js';
import type { GatewayReader } from './gateway-reader.js';
import type { Overview } from './overview.js';
import { say } from './say.js';

/** Fewer prove nothing. (the same as for the diagnostics of a source) */
const MIN_ACCEPTED = 50;

/** Money and other fields that were left out of what was sent. */
export async function checkLeftOut(pixel: PixelSettings, visit: Visit): Promise<readonly Finding[]> {
	const overview = await read(pixel, visit);
	if (overview.received === 0) return [say('left_out_none', {})];
	const findings = diagnosticsOf(overview, 'left-out').map((found) => sayAdvice('left_out_advice', found));
	return findings.length > 0 ? findings : [say('left_out_ok', {})];
}

export async function checkIds(pixel: PixelSettings, visit: Visit): Promise<readonly Finding[]> {
	const overview = await read(pixel, visit);
	if (overview.received === 0) return [say('ids_none', {})];
	const findings = diagnosticsOf(overview, 'ids').map((found) => sayAdvice('ids_advice', found));
	return findings.length > 0 ? findings : [say('ids_ok', {})];
}

export async function checkFirst(pixel: PixelSettings, visit: Visit): Promise<readonly Finding[]> {
	const overview = await read(pixel, visit);
	if (overview.received === 0) return [say('first_none', {})];
	const findings = diagnosticsOf(overview, 'first').map((found) => {
		const { affected, total, type, key = 'click' } = found;
		if (type === undefined || key !== 'click') return sayAdvice('first_advice', found);
		return say('first_poorer', { count: affected, type }, { affected: [type], evidence: { affected, total } });
	});
	return findings.length > 0 ? findings : [say('first_ok', {})];
}

export async function checkAttribution(pixel: PixelSettings, visit: Visit): Promise<readonly Finding[]> {
	const overview = await read(pixel, visit);
	const [expired, advised] = partition(diagnosticsOf(overview, 'attribution'), ({ code }) => code === 'click_expired');
	const advice = advised.map((found) => sayAdvice('attribution_advice', found));
	const old = expired.map(({ affected, total, type = 'events' }) =>
		say('attribution_expired', { count: affected, type }, { affected: [type], evidence: { affected, total } }),
	);
	return [...(advice.length > 0 ? advice : [judgeShare(overview)]), ...old];
}

function judgeShare({ accepted, verdicts: { attributable = 0 } }: Overview): Finding {
	const events = plural(accepted, 'event');
	if (accepted < MIN_ACCEPTED) return say('attribution_few', { accepted: events });
	if (attributable === 0) return say('attribution_none', { accepted: events });
	const evidence = { attributable, accepted };
	return say('attribution_ok', { share: Math.round((100 * attributable) / accepted), accepted: events }, { evidence });
}

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
	return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

function read(pixel: PixelSettings, visit: Visit): Promise<Overview> {
	return (visit.gateway as GatewayReader).overview(pixel.name, '24h'); // The checks are made only if there is one.
}
