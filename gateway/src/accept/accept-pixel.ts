/** Takes the analytics events of one pixel in: maps them, queues those to be sent, and says what became of the others. Knows no HTTP. */

import { inOrder } from 'openai-ads-destination/internal';
import type { Admission, BatchItem, Intake } from 'openai-ads-destination/pipeline';
import type { PixelQueue, Sender } from '../queue/queue.js';
import { withTraceparent } from '../traceparent.js';
import type { Arrived, OnAdmitted } from './arrived.js';
import type { Ending } from './ending.js';
import { isErasure } from './erasures.js';
import { type HoldingPorts, type Kept, keep, type Slice } from './keep.js';

/** What a sender may do with a pixel. */
export interface PixelRights extends Sender {
	readonly allowsOrders: boolean;
	/** Whether it may send `delete` events, which erase a person. */
	readonly allowsErasure: boolean;
	/** Of the request, in W3C's form; kept with its events. */
	readonly traceparent?: string | undefined;
}

/** Resolves once events and profile updates are on disk, with one ending per event, in order; rejects if the disk refuses. */
export type PixelAccept = (events: readonly unknown[], rights: PixelRights) => Promise<readonly (Ending | undefined)[]>;

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

export interface PixelAcceptPorts {
	readonly intake: Intake;
	readonly queue: PixelQueue;
	/** Is called when something new was queued. */
	onQueued(): void;
	/** Of the settings at this moment; `undefined` if nothing waits on purpose. */
	findHolding?(): HoldingPorts | undefined;
	/** Is told what became of the events. @default nobody is */
	readonly onAdmitted?: OnAdmitted | undefined;
}

/** Creates it from the library's intake and the pixel's queue. */
export function createPixelAccept(ports: PixelAcceptPorts): PixelAccept {
	const { intake, queue, onQueued, findHolding, onAdmitted } = ports;
	// Otherwise of two requests about one person in one moment, one would overwrite what the other taught.
	const { take: takeIn } = inOrder(intake, SLICE);
	return async (events, rights) => {
		const endings: (Ending | undefined)[] = [];
		for (let start = 0; start < events.length; start += SLICE) {
			const slice = events.slice(start, start + SLICE);
			const admissions = trace(await admit(slice, takeIn, rights), rights.traceparent);
			const isRefused = (item: BatchItem) => !isAllowed(item, rights.allowsOrders);
			const refusal = { isRefused, ...REFUSED_ORDER };
			const options = { sender: toSender(rights), refusal, holding: findHolding?.() };
			const kept = await keep({ events: slice, admissions }, queue, options);
			if (kept.added > 0) onQueued();
			const ended = toEndings(admissions, rights.allowsOrders, kept.cancelled);
			if (onAdmitted !== undefined) {
				onAdmitted(toArrived({ events: slice, admissions }, ended, kept), options.sender, kept.cancellations);
			}
			endings.push(...ended);
		}
		return endings;
	};
}

function toArrived({ events, admissions }: Slice, endings: readonly (Ending | undefined)[], kept: Kept): Arrived[] {
	const arrived: Arrived[] = [];
	for (const [index, admission] of admissions.entries()) {
		arrived.push({
			event: events[index],
			admission,
			ending: endings[index],
			isKnown: admission.item !== undefined && kept.known.has(admission.item),
			hold: admission.item && kept.holds.get(admission.item),
		});
	}
	return arrived;
}

function trace(admissions: readonly Admission[], traceparent: string | undefined): readonly Admission[] {
	if (traceparent === undefined) return admissions;
	return admissions.map((admission) =>
		admission.item === undefined ? admission : { ...admission, item: withTraceparent(admission.item, traceparent) },
	);
}

function toSender({ tier = 'server', from }: Sender): Sender {
	return from === undefined ? { tier } : { tier, from };
}

/** Takes events in, but for `delete` events of senders that may not erase anybody. One admission per event, in order. */
async function admit(
	events: readonly unknown[],
	intake: Intake,
	{ tier = 'server', allowsErasure }: PixelRights,
): Promise<readonly Admission[]> {
	if (allowsErasure) return intake(events, { tier });
	const admissions = await intake(
		events.filter((event) => !isErasure(event)),
		{ tier },
	);
	let next = 0;
	return events.flatMap((event) => (isErasure(event) ? ERASURE : (admissions[next++] ?? [])));
}

function toEndings(
	admissions: readonly Admission[],
	allowsOrders: boolean,
	cancelled: ReadonlySet<BatchItem>,
): (Ending | undefined)[] {
	const endings: (Ending | undefined)[] = [];
	for (const admission of admissions) endings.push(toEnding(admission, allowsOrders, cancelled));
	return endings;
}

function toEnding(
	{ item, result }: Admission,
	allowsOrders: boolean,
	cancelled: ReadonlySet<BatchItem>,
): Ending | undefined {
	if (item !== undefined) {
		if (!isAllowed(item, allowsOrders)) return { outcome: 'refused', ...REFUSED_ORDER };
		return cancelled.has(item) ? { outcome: 'skipped', reason: 'cancelled' } : undefined;
	}
	if (result.outcome === 'accepted') return undefined;
	// An `identify` that was remembered has done all that it is for.
	if (result.outcome !== 'skipped') return { outcome: 'refused', reason: result.reason, detail: result.detail ?? '' };
	return result.reason === 'profile_remembered' ? undefined : { outcome: 'skipped', reason: result.reason };
}

function isAllowed(item: BatchItem, allowsOrders: boolean): boolean {
	return allowsOrders || item.type !== 'order_created';
}
