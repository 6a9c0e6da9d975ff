/** Puts the worker of a pixel together: its queue, how its events leave by the settings of each moment, what it remembers. */

import type { BatchItem, Ports } from 'openai-ads-destination/pipeline';
import type { Log } from '../log.js';
import { meterDeparture } from '../metrics/metered.js';
import type { PixelCounts } from '../metrics/pixel-counts.js';
import { type Ownership, ownedBy, type PixelQueue, type QueuedEvent } from '../queue/queue.js';
import { inTrace } from '../traceparent.js';
import type { OnSettled, ToCounts } from '../worker/on-settled.js';
import type { RequestRate } from '../worker/request-rate.js';
import type { Slots } from '../worker/slots.js';
import { Worker } from '../worker/worker.js';
import type { PixelDelivery } from './pixel-delivery.js';
import { type SendingSettings, toFingerprint } from './sending-settings.js';

export interface PixelWorkerPorts {
	readonly queue: PixelQueue;
	readonly slots: Slots;
	readonly log: Log;
	/** The library's, with the profiles of the pixel. */
	readonly ports: Ports;
	/** Milliseconds of a clock that never jumps. */
	monotonicMs(): number;
	counts(): PixelCounts;
	readonly toCounts?: ToCounts | undefined;
	readonly onSettled?: OnSettled | undefined;
}

/** What changes while it works. */
export interface Present {
	readonly rate: RequestRate;
	settings(): SendingSettings;
	delivery(): PixelDelivery;
}

/** @param memory what the last worker of the pixel remembered */
export function buildWorker(own: Ownership, memory: unknown, pixel: PixelWorkerPorts, present: Present): Worker {
	const { queue, slots, log, ports, monotonicMs, counts, toCounts, onSettled } = pixel;
	const { rate, settings, delivery } = present;
	const departure = {
		enrich: (events: readonly QueuedEvent[]) => delivery().enrich(events),
		deliver: (items: readonly BatchItem[], isTrusted: boolean) =>
			inTrace(items, () => (isTrusted ? delivery().search(items) : delivery().probe(items))),
	};
	return new Worker(settings().destination, {
		queue: ownedBy(queue, own),
		...meterDeparture(departure, counts, ports.nowMs),
		slots,
		rateWaitMs: () => rate.waitMs(),
		memory,
		remember: (learned) => {
			const [credentials, known] = [toFingerprint(settings()), rate.toMemory(ports.nowMs())];
			return queue.setState({ memory: { ...learned, credentials, ...(known && { rate: known }) } }, own);
		},
		toCounts,
		onSettled,
		log,
		nowMs: ports.nowMs,
		monotonicMs,
		sleep: ports.sleep,
		random: Math.random,
	});
}
