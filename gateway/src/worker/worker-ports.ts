/** What a worker needs from the rest of the gateway. */

import type { BatchItem, Delivered } from 'openai-ads-destination/pipeline';
import type { Log } from '../log.js';
import type { OwnedQueue, QueuedEvent } from '../queue/queue.js';
import type { OnSettled, ToCounts } from './on-settled.js';
import type { Slots } from './slots.js';
import type { WorkerMemory } from './worker-memory.js';

export interface WorkerPorts {
	readonly queue: OwnedQueue;
	/** Fills what the events lack with what became known of their people since they came; one item for each, in order. */
	enrich(events: readonly QueuedEvent[]): Promise<readonly BatchItem[]>;
	/**
	 * Delivers without resending: the queue schedules resends.
	 *
	 * @param isTrusted OpenAI accepted something lately, so that a refused batch is worth a search for its bad event
	 */
	deliver(items: readonly BatchItem[], isTrusted: boolean): Promise<readonly Delivered[]>;
	/** Turns among the requests of all pixels. */
	readonly slots: Pick<Slots, 'acquire'>;
	/** How long until this pixel may send another request; 0 for at once. */
	rateWaitMs(): number;
	/** What an earlier process remembered. */
	readonly memory?: unknown;
	/** Keeps what is to be remembered. Rejects if the disk refuses. */
	remember(memory: WorkerMemory): Promise<void>;
	/** What is to be counted of a batch, on record together with its end. @default nothing is */
	toCounts?: ToCounts | undefined;
	/** Is told what became of each batch. @default nobody is */
	readonly onSettled?: OnSettled | undefined;
	readonly log: Log;
	/** Unix milliseconds. */
	nowMs(): number;
	/** Milliseconds of a clock that never jumps: what the pace counts in. */
	monotonicMs(): number;
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
	/** 0 to 1 */
	random(): number;
}
