/** Looks at one pixel. */

import type { PixelStanding } from '../operate/pixel-control.js';
import { HOUR_MS } from '../queue/counts.js';
import type { DeadLetters } from '../queue/dead-letters.js';
import type { PixelQueue } from '../queue/queue.js';
import type { AlertRules } from '../settings/alerts-schema.js';
import type { HourCounts } from './hour-counts.js';
import type { Observed } from './observed.js';

/** A pixel, as far as alerts are about it. */
export interface WatchedPixel {
	readonly name: string;
	readonly pixelId: string;
	/** Of several gateways the owner tells. */
	readonly isOwned: boolean;
	/** This gateway sends it, or would if it were the owner; of one that nobody sends, one of the gateways tells. */
	readonly isStarted: boolean;
	/** When OpenAI last accepted a batch, of this process. */
	readonly acceptedMs: number | undefined;
	condition(): PixelStanding | Promise<PixelStanding>;
}

/** Newest letters whose reasons are told. Our choice. */
const SAMPLE = 100;

export async function observePixel(
	pixel: WatchedPixel,
	queue: Pick<PixelQueue, 'stats' | 'countExpiring' | 'deadLetters'>,
	hours: HourCounts,
	{ nowMs, rules }: { readonly nowMs: number; readonly rules: AlertRules },
): Promise<Observed> {
	const { name, pixelId, acceptedMs } = pixel;
	const { near_expiry: expiry } = rules;
	const stats = await queue.stats();
	const untilMs = expiry === false ? Number.NEGATIVE_INFINITY : nowMs + expiry.hours * HOUR_MS;
	const isNear = stats.oldestDeadlineMs !== undefined && stats.oldestDeadlineMs <= untilMs;
	// Counting reads all that waits.
	const expiring = isNear ? await queue.countExpiring(untilMs) : 0;
	return {
		name,
		pixelId,
		nowMs,
		standing: await pixel.condition(),
		acceptedMs,
		waiting: stats.events,
		oldestDeadlineMs: stats.oldestDeadlineMs,
		expiring,
		...(await countLetters(queue.deadLetters, stats.deadLetters, nowMs - HOUR_MS)),
		hours: hours.of(pixelId),
	};
}

/** Looks through them only if there are any. */
async function countLetters(
	letters: DeadLetters,
	all: number,
	sinceMs: number,
): Promise<Pick<Observed, 'newLetters' | 'reasons'>> {
	if (all === 0) return { newLetters: 0, reasons: {} };
	const { letters: newLetters } = await letters.count({ sinceMs });
	const newest = newLetters === 0 ? [] : await letters.list({ sinceMs }, { limit: SAMPLE });
	const reasons: Record<string, number> = {};
	for (const { reason } of newest) reasons[reason] = (reasons[reason] ?? 0) + 1;
	return { newLetters, reasons };
}
