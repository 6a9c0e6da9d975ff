/** One delivery from its first byte to its record: enriched, sent, judged, settled. */

import type { Delivered } from 'openai-ads-destination/pipeline';
import type { QueuedEvent, Settlement } from '../queue/queue.js';
import { toAnswer } from './answer.js';
import type { Experience } from './experience.js';
import type { MinuteLog } from './minute-log.js';
import type { Settled } from './on-settled.js';
import { type ReportedLetter, reportDeadLetters } from './report.js';
import type { WorkerPorts } from './worker-ports.js';
import { isRefusingAll, isTrusted } from './worker-state.js';

/** Wait after the disk refused. Our choice. */
export const DISK_RETRY_MS = 1000;
/** A request without an answer that took this share of `requestTimeout` timed out: timers are not exact. Our choice. */
const NEARLY = 0.9;

/** What deliveries of one worker share. */
export interface DeliveryContext {
	readonly ports: WorkerPorts;
	readonly experience: Experience;
	readonly minuteLog: MinuteLog;
	/** The worker takes no more batches. */
	readonly stopping: AbortSignal;
}

/** Never rejects. @returns true if parts of the batch go separately from now on */
export async function deliverBatch(
	events: readonly QueuedEvent[],
	requestTimeout: number,
	context: DeliveryContext,
): Promise<boolean> {
	const { ports, experience, minuteLog } = context;
	const startedMs = ports.monotonicMs();
	const { items, delivered } = await tryDeliver(events, ports, isTrusted(experience.state, startedMs));
	const nowMs = ports.monotonicMs();
	const isLong = nowMs - startedMs >= requestTimeout * NEARLY;
	const answer = toAnswer(delivered, isLong, isRefusingAll(experience.state));
	const decided = experience.decide({ events, answer, startedMs, nowMs, random: ports.random() }, delivered);
	const counts = await ports.toCounts?.({ events, items, delivered, settlement: decided });
	const settlement = counts === undefined ? decided : { ...decided, counts };
	const isRecorded = await record(settlement, context);
	if (isRecorded) ports.onSettled?.({ events, items, delivered, settlement });
	reportDeadLetters(ports.log, minuteLog, withIds(settlement, events, delivered));
	return settlement.retries.some(({ batchLimit }) => batchLimit !== 1000);
}

function withIds(
	{ deadLetters }: Settlement,
	events: readonly QueuedEvent[],
	delivered: readonly Delivered[],
): readonly ReportedLetter[] {
	if (deadLetters.length === 0) return [];
	const places = new Map(events.map(({ key }, index) => [key, index]));
	return deadLetters.map((letter) => {
		const index = places.get(letter.key) ?? -1;
		return { ...letter, messageId: events[index]?.item.messageId, requestId: delivered[index]?.result.requestId };
	});
}

async function tryDeliver(
	events: readonly QueuedEvent[],
	{ deliver, enrich, log }: WorkerPorts,
	isWorthSearching: boolean,
): Promise<Pick<Settled, 'items' | 'delivered'>> {
	try {
		const items = await enrich(events);
		return { items, delivered: await deliver(items, isWorthSearching) };
	} catch (error) {
		log.error({ err: error }, 'A delivery failed unexpectedly. Its events stay queued.');
		return { items: [], delivered: [] };
	}
}

/** OpenAI already has the events, so this is tried until the disk takes it or the worker stops. @returns whether it did */
async function record(settlement: Settlement, { ports, minuteLog, stopping }: DeliveryContext): Promise<boolean> {
	for (;;) {
		try {
			await ports.queue.settle(settlement);
			return true;
		} catch (error) {
			minuteLog.say('settle', 1, (count) =>
				ports.log.error({ err: error, count }, 'The queue could not record a delivery. Trying again.'),
			);
			if (stopping.aborted) return false;
			await ports.sleep(DISK_RETRY_MS);
		}
	}
}
