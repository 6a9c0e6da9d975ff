/** `read-back`: whether OpenAI shows what it received. It shows a sample of 15 minutes, and never what was only validated. */

import type { PixelSettings } from '../settings/pixel-settings.js';
import { sampleAnswer } from './account-answers.js';
import type { AccountReader } from './account-reader.js';
import type { Visit } from './check.js';
import type { Finding } from './finding.js';
import type { GatewayReader } from './gateway-reader.js';
import { findFirstAccepted, type Overview } from './overview.js';
import { say } from './say.js';
import { showTime } from './show-time.js';

const SAMPLE_MS = 15 * 60_000;
const HOUR_MS = 3_600_000;

export async function checkReadBack(pixel: PixelSettings, visit: Visit): Promise<readonly Finding[]> {
	const account = visit.account as AccountReader; // The check is made only if there is one.
	const pid = encodeURIComponent(pixel.destination.pixelId);
	const { data } = await account.read({ path: `/conversions/events?pid=${pid}&limit=50` }, sampleAnswer, visit.signal);
	const server = data.filter(({ api_channel }) => api_channel === 'server_to_server').length;
	const browser = data.filter(({ api_channel }) => api_channel === 'pixel_sdk').length;
	const evidence = { server, browser };
	if (server > 0) return [say('read_back_ok', { server, browser }, { evidence })];
	if (visit.gateway === undefined) return [say('read_back_nothing_sent', {})];
	const day = await (visit.gateway as GatewayReader).overview(pixel.name, '24h');
	return [judgeNone(day, visit.ports.nowMs(), evidence)];
}

function judgeNone(day: Overview, nowMs: number, evidence: Record<string, number>): Finding {
	const firstMs = findFirstAccepted(day);
	const sent = day.trend
		.filter(({ at }) => nowMs - new Date(at).getTime() < 2 * HOUR_MS)
		.reduce((sum, { accepted }) => sum + accepted, 0);
	if (firstMs === undefined || sent === 0) return say('read_back_nothing_sent', {});
	// The hour is known, not the minute: only its end is certain.
	const judgedFrom = firstMs + SAMPLE_MS;
	if (nowMs < judgedFrom) return say('read_back_wait', { from: showTime(judgedFrom, nowMs) }, { evidence, judgedFrom });
	return say('read_back_none', { sent }, { evidence: { ...evidence, sent } });
}
