/** Takes analytics events in: maps them, queues those to be sent, and says which were refused and why. Knows no HTTP. */

import { inOrder } from 'openai-ads-destination/internal';
import type { Admission, BatchItem, Intake, Tier } from 'openai-ads-destination/pipeline';
import type { Log } from '../log.js';
import type { Queue } from '../queue/queue.js';

export interface RefusedEvent {
	/** Its place in the request. */
	readonly index: number;
	/** An `EventResult` reason. */
	readonly reason: string;
	readonly detail: string;
}

export interface AcceptResult {
	/** Events kept, already known, or skipped on purpose. */
	readonly accepted: number;
	readonly refused: readonly RefusedEvent[];
}

/**
 * Takes events in. Resolves once they and their profile updates are on disk; rejects if the disk refuses, and then the
 * caller sends them again.
 */
export type Accept = (events: readonly unknown[], rights: SenderRights) => Promise<AcceptResult>;

/** What the key of a request allows. */
export interface SenderRights {
	/**
	 * What a `browser` says fills the gaps of what servers said, and changes nothing of it.
	 * @default 'server'
	 */
	readonly tier?: Tier;
	readonly allowsOrders: boolean;
	/** Whether it may send `delete` events, which erase a person. */
	readonly allowsErasure: boolean;
}

/**
 * Events mapped and committed at a time, about 50 ms: a request of 20 MB must not hold up all others. If a later slice
 * fails, the caller sends everything again and the queue recognises the first ones. Our choice.
 */
const SLICE = 500;

const ORDER_FROM_BROWSER =
	'order_created: not accepted with a browser write key, which anyone can read. Send orders from your server, or set gateway.allowBrowserOrders.';

const ERASURE: Admission = {
	result: {
		outcome: 'discarded',
		reason: 'invalid',
		detail:
			'type: `delete` is not accepted with a browser write key, which anyone can read. Send it with a server write key.',
		messageId: '',
		attempts: 0,
	},
};

/** Creates `accept` from the library's intake and the queue. `onQueued` is called when something new was queued. */
export function createAccept(intake: Intake, queue: Queue, log: Log, onQueued: () => void): Accept {
	// Otherwise of two requests about one person in one moment, one would overwrite what the other taught.
	const { take: takeIn } = inOrder(intake, SLICE);
	return async (events, { tier = 'server', allowsOrders, allowsErasure }) => {
		const refused: RefusedEvent[] = [];
		for (let start = 0; start < events.length; start += SLICE) {
			const slice = events.slice(start, start + SLICE);
			const admissions = await admit(slice, takeIn, tier, allowsErasure);
			const items = admissions.flatMap(({ item }) => (item !== undefined && isAllowed(item, allowsOrders) ? item : []));
			// Also without items: profile updates share the commit.
			if ((await queue.add(items, tier)) > 0) onQueued();
			refused.push(...admissions.flatMap((admission, index) => findRefused(admission, start + index, allowsOrders)));
		}
		if (refused.length > 0) reportRefused(log, refused);
		return { accepted: events.length - refused.length, refused };
	};
}

/** Takes events in, but for `delete` events of senders that may not erase anybody. One admission per event, in order. */
async function admit(
	events: readonly unknown[],
	intake: Intake,
	tier: Tier,
	allowsErasure: boolean,
): Promise<readonly Admission[]> {
	if (allowsErasure) return intake(events, { tier });
	const admissions = await intake(
		events.filter((event) => !isErasure(event)),
		{ tier },
	);
	let next = 0;
	return events.flatMap((event) => (isErasure(event) ? ERASURE : (admissions[next++] ?? [])));
}

function isErasure(event: unknown): boolean {
	return (event as { type?: unknown } | null | undefined)?.type === 'delete';
}

function findRefused({ item, result }: Admission, index: number, allowsOrders: boolean): RefusedEvent[] {
	if (item !== undefined) {
		return isAllowed(item, allowsOrders) ? [] : [{ index, reason: 'invalid', detail: ORDER_FROM_BROWSER }];
	}
	if (result.outcome === 'skipped' || result.outcome === 'accepted') return [];
	return [{ index, reason: result.reason, detail: result.detail ?? '' }];
}

function isAllowed(item: BatchItem, allowsOrders: boolean): boolean {
	return allowsOrders || item.type !== 'order_created';
}

/** SDKs don't read the answer, so the log tells the operator. One line per request and reason. */
function reportRefused(log: Log, refused: readonly RefusedEvent[]): void {
	for (const reason of new Set(refused.map((event) => event.reason))) {
		const group = refused.filter((event) => event.reason === reason);
		log.error({ reason, count: group.length, detail: group[0]?.detail }, 'Events were refused and will not be sent.');
	}
}
