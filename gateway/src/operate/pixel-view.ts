/** What is shown of a pixel: what it is doing, and what waits. */

import type { PixelQueue } from '../queue/queue.js';
import type { PixelView } from './operator.js';
import type { PixelControl, PixelFlow } from './pixel-control.js';

export async function toPixelView(
	pixel: Pick<PixelControl, 'name' | 'pixelId' | 'condition' | 'flow'>,
	queue: Pick<PixelQueue, 'stats'>,
	nowMs: number,
): Promise<PixelView> {
	const [{ state, sinceMs, reason, httpStatus, pausedBy }, stats] = await Promise.all([
		pixel.condition(),
		queue.stats(),
	]);
	const { events, bytes, oldestArrivalMs = nowMs, oldestDeadlineMs, deadLetters } = stats;
	return {
		name: pixel.name,
		pixelId: pixel.pixelId,
		state,
		...(sinceMs === undefined ? {} : { since: new Date(sinceMs).toISOString() }),
		...(reason === undefined ? {} : { reason }),
		...(httpStatus === undefined ? {} : { httpStatus }),
		...(pausedBy === undefined ? {} : { pausedBy }),
		waiting: events,
		bytes,
		oldestSeconds: Math.max(0, Math.round((nowMs - oldestArrivalMs) / 1000)),
		...(oldestDeadlineMs === undefined ? {} : { oldestDeadline: new Date(oldestDeadlineMs).toISOString() }),
		deadLetters,
		...(pixel.flow === undefined ? {} : toFlowView(pixel.flow())),
	};
}

function toFlowView({ outPerSecond, lastAnswer, nextProbeMs }: PixelFlow) {
	const { atMs = 0, ...answer } = lastAnswer ?? {};
	return {
		outPerSecond,
		...(lastAnswer === undefined ? {} : { lastAnswer: { at: new Date(atMs).toISOString(), ...answer } }),
		...(nextProbeMs === undefined ? {} : { nextProbe: new Date(nextProbeMs).toISOString() }),
	};
}
