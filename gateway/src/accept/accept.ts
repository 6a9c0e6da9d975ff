/** Takes analytics events in: maps them, queues those to be sent, and says which were refused and why. Knows no HTTP. */

import { inOrder } from 'openai-ads-destination/internal';
import type { Admission, BatchItem, Intake, Tier } from 'openai-ads-destination/pipeline';
import type { Log } from '../log.js';
import type { PixelQueue } from '../queue/queue.js';
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

const ORDER_FROM_BROWSER =
	'order_created: not accepted with a browser write key, which anyone can read. Send orders from your server, or set gateway.allowBrowserOrders.';

const REFUSED_ORDER = { reason: 'invalid', detail: ORDER_FROM_BROWSER };

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
export function createAccept(intake: Intake, queue: PixelQueue, log: Log, onQueued: () => void): Accept {
	// Otherwise of two requests about one person in one moment, one would overwrite what the other taught.
	const { take: takeIn } = inOrder(intake, SLICE);
	return async (events, { tier = 'server', allowsOrders, allowsErasure }) => {
		const tally = new RefusalTally();
		const skips = new SkipTally();
		for (let start = 0; start < events.length; start += SLICE) {
			const slice = events.slice(start, start + SLICE);
			const admissions = await admit(slice, takeIn, tier, allowsErasure);
			if ((await keep(admissions, queue, tier, allowsOrders)) > 0) onQueued();
			for (const [index, admission] of admissions.entries()) {
				tally.add(findRefused(admission, start + index, allowsOrders));
				skips.add(admission);
			}
		}
		tally.report(log);
		const accepted = events.length - tally.count;
		return { accepted, ...skips.count(), refused: tally.listed, refusedCount: tally.count };
	};
}

/**
 * Writes what became of a slice, in one commit. Whoever said no is forgotten before the events are added: those that came
 * before the denial are no longer among them, those after it stay.
 */
async function keep(
	admissions: readonly Admission[],
	queue: PixelQueue,
	tier: Tier,
	allowsOrders: boolean,
): Promise<number> {
	const people = admissions.flatMap(({ forgets }) => forgets ?? []);
	const items = admissions.flatMap(({ item }) => item ?? []);
	const refused = items.filter((item) => !isAllowed(item, allowsOrders));
	const writing = [
		...(people.length > 0 ? [queue.forget(people, tier)] : []),
		...(refused.length > 0 ? [queue.keepRefused(refused, { tier }, REFUSED_ORDER)] : []),
	];
	// Also without events: profile updates share the commit.
	const adding = queue.append(
		items.filter((item) => isAllowed(item, allowsOrders)),
		{ tier },
	);
	await Promise.all([...writing, adding]);
	return (await adding).added;
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

function isAllowed(item: BatchItem, allowsOrders: boolean): boolean {
	return allowsOrders || item.type !== 'order_created';
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
