/** Takes analytics events in: maps them, keeps what is to be sent, and answers for each one that was refused. Knows no HTTP. */

import type { Admission, BatchItem, Intake } from 'openai-ads-destination/pipeline';
import type { Log } from '../log.js';
import type { Queue } from '../queue/queue.js';

export interface Refusal {
	readonly index: number;
	/** An `EventResult` reason. */
	readonly reason: string;
	readonly detail: string;
}

export interface Receipt {
	/** Events kept, known already, or skipped on purpose. */
	readonly accepted: number;
	readonly refused: readonly Refusal[];
}

/**
 * Takes events in. Resolves after everything they say is on disk; rejects if the disk refuses, and then the caller
 * sends them again.
 */
export type Accept = (events: readonly unknown[], sender: Sender) => Promise<Receipt>;

/** What the key of a request allows. */
export interface Sender {
	readonly allowsOrders: boolean;
	/** `delete` events, which forget a person. */
	readonly allowsErasure: boolean;
}

/**
 * Events mapped and committed in one go, about 50 ms: a request of 20 MB must not hold up all others. If a later slice
 * fails, the caller sends everything again and the queue knows the first ones. Our choice.
 */
const SLICE = 500;

const ORDER_FROM_BROWSER =
	'order_created: not taken with a browser write key, which anyone can read. Send orders from your server, or set gateway.allowBrowserOrders.';

/** Creates the front door from the library's intake and the queue behind it. `onQueued` is called when there is work. */
export function createAccept(intake: Intake, queue: Queue, log: Log, onQueued: () => void): Accept {
	return async (events, { allowsOrders, allowsErasure }) => {
		const refused: Refusal[] = [];
		for (let start = 0; start < events.length; start += SLICE) {
			const slice = events.slice(start, start + SLICE);
			const admissions = await intake(allowsErasure ? slice : slice.map(withoutErasure));
			const items = admissions.flatMap(({ item }) => (item !== undefined && isAllowed(item, allowsOrders) ? item : []));
			// Also without items: what identify taught shares the commit.
			if ((await queue.add(items)) > 0) onQueued();
			refused.push(...admissions.flatMap((admission, index) => findRefusal(admission, start + index, allowsOrders)));
		}
		if (refused.length > 0) reportRefusals(log, refused);
		return { accepted: events.length - refused.length, refused };
	};
}

/** Anyone can read a browser's key, and must not be able to erase other people with it. */
function withoutErasure(event: unknown): unknown {
	const isErasure = (event as { type?: unknown } | null | undefined)?.type === 'delete';
	return isErasure ? { type: 'delete, which is not taken with a browser write key' } : event;
}

function findRefusal({ item, result }: Admission, index: number, allowsOrders: boolean): Refusal[] {
	if (item !== undefined) {
		return isAllowed(item, allowsOrders) ? [] : [{ index, reason: 'invalid', detail: ORDER_FROM_BROWSER }];
	}
	if (result.outcome === 'skipped' || result.outcome === 'accepted') return [];
	return [{ index, reason: result.reason, detail: result.detail ?? '' }];
}

function isAllowed(item: BatchItem, allowsOrders: boolean): boolean {
	return allowsOrders || item.type !== 'order_created';
}

/** SDKs don't read the answer, so the operator has to be told. One line per request and reason. */
function reportRefusals(log: Log, refused: readonly Refusal[]): void {
	for (const reason of new Set(refused.map((refusal) => refusal.reason))) {
		const group = refused.filter((refusal) => refusal.reason === reason);
		log.error({ reason, count: group.length, detail: group[0]?.detail }, 'Events were refused and will not be sent.');
	}
}
