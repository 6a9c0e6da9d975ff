/** Takes analytics events in: maps them, queues those to be sent, and says which were refused and why. Knows no HTTP. */

import { inOrder } from 'openai-ads-destination/internal';
import type { Admission, Intake, Tier } from 'openai-ads-destination/pipeline';
import type { Log } from '../log.js';
import type { PixelQueue } from '../queue/queue.js';
import { type HoldingPorts, isAllowed, keep, REFUSED_ORDER, toKeeping } from './keep.js';
import { SkipTally } from './skip-tally.js';

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
	/** The latter by reason, if there are any: `{ event_not_mapped: 2 }`. What is remembered of people is not skipped. */
	readonly skipped?: Readonly<Record<string, number>>;
	/** The first ones; SDKs don't read them, and people need no more. */
	readonly refused: readonly RefusedEvent[];
	/** All of them. */
	readonly refusedCount: number;
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

/** Refused events that an answer lists. (product decision) */
export const MAX_LISTED = 100;

/**
 * Events mapped and committed at a time, about 25 ms: a request of 20 MB must not hold up all others. If a later slice
 * fails, the caller sends everything again and the queue recognises the first ones. Our choice.
 */
const SLICE = 250;

const CANCELLED = 'Orders were cancelled while they were held. They are not sent.';

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

/**
 * Creates `accept` from the library's intake and the queue. `onQueued` is called when something new was queued.
 *
 * @param holding without it nothing waits on purpose
 */
export function createAccept(
	intake: Intake,
	queue: PixelQueue,
	log: Log,
	onQueued: () => void,
	holding?: HoldingPorts,
): Accept {
	// Otherwise of two requests about one person in one moment, one would overwrite what the other taught.
	const { take: takeIn } = inOrder(intake, SLICE);
	return async (events, { tier = 'server', allowsOrders, allowsErasure }) => {
		const tally = new RefusalTally();
		const skips = new SkipTally();
		for (let start = 0; start < events.length; start += SLICE) {
			const slice = events.slice(start, start + SLICE);
			const admissions = await admit(slice, takeIn, tier, allowsErasure);
			const { added, cancelled } = await keep(toKeeping(slice, admissions, allowsOrders, holding), queue, tier);
			if (added > 0) onQueued();
			skips.addCancelled(cancelled);
			for (const [index, admission] of admissions.entries()) {
				tally.add(findRefused(admission, start + index, allowsOrders));
				skips.add(admission);
			}
		}
		tally.report(log);
		if (skips.cancelled > 0) log.info({ reason: 'cancelled', count: skips.cancelled }, CANCELLED);
		const accepted = events.length - tally.count;
		return { accepted, ...skips.count(), refused: tally.listed, refusedCount: tally.count };
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

function findRefused({ item, result }: Admission, index: number, allowsOrders: boolean): RefusedEvent | undefined {
	if (item !== undefined) {
		return isAllowed(item, allowsOrders) ? undefined : { index, ...REFUSED_ORDER };
	}
	if (result.outcome === 'skipped' || result.outcome === 'accepted') return undefined;
	return { index, reason: result.reason, detail: result.detail ?? '' };
}

/** Counts the refused events of one request, and keeps as many as an answer lists. */
class RefusalTally {
	readonly listed: RefusedEvent[] = [];
	count = 0;
	readonly #reasons = new Map<string, { count: number; readonly detail: string }>();

	add(refused: RefusedEvent | undefined): void {
		if (refused === undefined) return;
		const { reason, detail } = refused;
		this.count += 1;
		if (this.listed.length < MAX_LISTED) this.listed.push(refused);
		const known = this.#reasons.get(reason);
		if (known === undefined) this.#reasons.set(reason, { count: 1, detail });
		else known.count += 1;
	}

	/** SDKs don't read the answer, so the log tells the operator. One line per request and reason. */
	report(log: Log): void {
		for (const [reason, { count, detail }] of this.#reasons) {
			log.error({ reason, count, detail }, 'Events were refused and will not be sent.');
		}
	}
}
