/** `queue`: what waits, for how long it may, what was set aside, and how much room there is. */

import { readDiskSpace } from '../disk-space.js';
import type { LetterView, PixelView } from '../operate/operator.js';
import { plural, showSpan } from '../operate/show.js';
import type { PixelSettings } from '../settings/pixel-settings.js';
import { toQueueFolder } from '../settings/queue-folder.js';
import type { Visit } from './check.js';
import type { Finding } from './finding.js';
import { type GatewayReader, GatewaySilence } from './gateway-reader.js';
import { say } from './say.js';

const DAY_SECONDS = 86_400;

export async function checkQueue(pixel: PixelSettings, visit: Visit): Promise<readonly Finding[]> {
	const gateway = visit.gateway as GatewayReader; // The check is made only if there is one.
	const views = await gateway.pixels();
	const view = views.find(({ pixelId, name }) => pixelId === pixel.destination.pixelId || name === pixel.name);
	if (view === undefined) {
		throw new GatewaySilence('not_made_gateway_refused', 'It has no such pixel: it runs with other settings.');
	}
	const letters = view.deadLetters > 0 ? (await gateway.letters(view.name)).letters : [];
	const disk = gateway.isHere ? judgeDisk(visit) : { text: '', findings: [] };
	const findings = [...judgeWaiting(view, visit.ports.nowMs()), ...disk.findings, ...judgeLetters(view, letters)];
	if (findings.length > 0) return findings;
	const waiting = view.waiting.toLocaleString('en-US');
	const age = view.waiting === 0 ? '' : `, oldest ${showSpan(view.oldestSeconds)}`;
	return [say('queue_ok', { waiting, age, disk: disk.text }, { evidence: { waiting: view.waiting } })];
}

function judgeWaiting(view: PixelView, nowMs: number): Finding[] {
	const { state, waiting, reason = '', since, oldestDeadline } = view;
	const leftSeconds = oldestDeadline === undefined ? undefined : (Date.parse(oldestDeadline) - nowMs) / 1000;
	const left = showSpan(leftSeconds ?? 7 * DAY_SECONDS);
	const values = { waiting: plural(waiting, 'event'), left };
	const isNear = leftSeconds !== undefined && leftSeconds < DAY_SECONDS;
	const when = since === undefined ? '' : ` since ${since.slice(0, 16).replace('T', ' ')} UTC`;
	return [
		...(state === 'holding' ? [say('queue_held', { ...values, reason, since: when }, { evidence: { waiting } })] : []),
		...(state === 'paused' ? [judgePaused(view)] : []),
		...(isNear && state !== 'holding' ? [say('queue_near_expiry', values, { evidence: { waiting } })] : []),
	];
}

function judgePaused({ name, waiting: count, reason = '', pausedBy }: PixelView): Finding {
	const waiting = plural(count, 'event');
	if (pausedBy === 'settings') return say('queue_paused_by_settings', { reason, waiting });
	return say('queue_paused', { name, waiting });
}

function judgeDisk({ configuration }: Visit): { readonly text: string; readonly findings: Finding[] } {
	if (configuration === undefined) return { text: '', findings: [] };
	const folder = toQueueFolder(configuration.gateway, 'live');
	const { freeBytes } = readDiskSpace(folder);
	if (!Number.isFinite(freeBytes)) return { text: '', findings: [] };
	const leastBytes = configuration.gateway.minFreeDiskMb * 1e6;
	const [free, least] = [showBytes(freeBytes), showBytes(leastBytes)];
	const findings = freeBytes < 2 * leastBytes ? [say('queue_disk', { folder, free, least })] : [];
	return { text: `, ${free} free`, findings };
}

/** `61 GB`, `200 MB` */
function showBytes(bytes: number): string {
	return bytes >= 1e9 ? `${Math.round(bytes / 1e9)} GB` : `${Math.round(bytes / 1e6)} MB`;
}

function judgeLetters({ deadLetters }: PixelView, letters: readonly LetterView[]): Finding[] {
	if (deadLetters === 0) return [];
	const byReason = new Map<string, number>();
	for (const { reason } of letters) byReason.set(reason, (byReason.get(reason) ?? 0) + 1);
	const evidence = { deadLetters, ...Object.fromEntries(byReason) };
	const expired = byReason.get('expired') ?? 0;
	const others = [...byReason].filter(([reason]) => reason !== 'expired').map(([reason, n]) => `${n} ${reason}`);
	const isPart = letters.length < deadLetters;
	const reasons = `${others.join(', ')}${isPart ? ` of the newest ${letters.length}` : ''}`;
	return [
		...(expired > 0 ? [say('queue_expired', { letters: plural(expired, 'dead letter') }, { evidence })] : []),
		...(others.length > 0
			? [
					say(
						'queue_dead',
						{ letters: plural(deadLetters - (isPart ? 0 : expired), 'dead letter'), reasons },
						{ evidence },
					),
				]
			: []),
	];
}
