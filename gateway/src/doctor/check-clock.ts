/** `clock`: this machine's time against that of OpenAI's answer. */

import type { Visit } from './check.js';
import type { Finding } from './finding.js';
import { say } from './say.js';

/** (product decision) OpenAI refuses what is more than 10 minutes ahead. */
const WRONG_MS = 5 * 60_000;
const OFF_MS = 30_000;

export async function checkClock(visit: Visit): Promise<readonly Finding[]> {
	const pixels = visit.configuration?.pixels ?? [];
	for (const pixel of pixels) {
		const { aheadMs } = await visit.probe(pixel);
		if (aheadMs !== undefined) return [judge(aheadMs)];
	}
	return [say('clock_unknown', {})];
}

function judge(aheadMs: number): Finding {
	const direction = aheadMs > 0 ? 'ahead of' : 'behind';
	const offset = showOffset(Math.abs(aheadMs));
	const about = { evidence: { aheadMs: Math.round(aheadMs) } };
	if (Math.abs(aheadMs) > WRONG_MS) return say('clock_wrong', { offset, direction }, about);
	if (Math.abs(aheadMs) > OFF_MS) return say('clock_off', { offset, direction }, about);
	return say('clock_ok', { offset }, about);
}

/** `0.2 s`, `9 min 12 s` */
function showOffset(ms: number): string {
	const seconds = Math.round(ms / 1000);
	if (seconds < 60) return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${seconds} s`;
	return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
