/** What is written of a slice of events that was mapped, and writes it. */

import type { Admission, BatchItem, PersonKeys, Tier } from 'openai-ads-destination/pipeline';
import type { Holding } from '../hold/hold.js';
import type { Appended, Cancellation, Hold } from '../queue/holds.js';
import type { PixelQueue } from '../queue/queue.js';

const ORDER_FROM_BROWSER =
	'order_created: not accepted with a browser write key, which anyone can read. Send orders from your server, or set gateway.allowBrowserOrders.';

/** Why an order of a browser is refused. */
export const REFUSED_ORDER = { reason: 'invalid', detail: ORDER_FROM_BROWSER };

/** Which events wait on purpose, and which cancel others: see `hold.ts`. */
export interface HoldingPorts extends Holding {
	nowMs(): number;
}

/** What is to be written of a slice. */
export interface Keeping {
	readonly people: readonly PersonKeys[];
	readonly items: readonly BatchItem[];
	/** `holds[i]` belongs to `items[i]`; empty if nothing waits on purpose. */
	readonly holds: readonly (Hold | undefined)[];
	readonly refused: readonly BatchItem[];
	readonly cancellations: readonly Cancellation[];
}

/** Sorts a slice. @param events `admissions[i]` is what became of `events[i]` */
export function toKeeping(
	events: readonly unknown[],
	admissions: readonly Admission[],
	allowsOrders: boolean,
	holding: HoldingPorts | undefined,
): Keeping {
	const people = admissions.flatMap(({ forgets }) => forgets ?? []);
	const all = admissions.flatMap(({ item }) => item ?? []);
	const items = all.filter((item) => isAllowed(item, allowsOrders));
	const refused = all.filter((item) => !isAllowed(item, allowsOrders));
	if (holding === undefined) return { people, items, refused, holds: [], cancellations: [] };
	const nowMs = holding.nowMs();
	const cancellations = events.flatMap((event) => holding.findCancellation(event, nowMs) ?? []);
	const holds = admissions.flatMap(({ item }, index) =>
		item !== undefined && isAllowed(item, allowsOrders) ? [holding.findHold(item, events[index], nowMs)] : [],
	);
	return { people, items, refused, holds, cancellations };
}

/**
 * Writes what became of a slice, in one commit. Whoever said no is forgotten before the events are added: those that came
 * before the denial are no longer among them, those after it stay. Cancellations reach all of them.
 */
export async function keep(keeping: Keeping, queue: PixelQueue, tier: Tier): Promise<Appended> {
	const { people, items, holds, refused, cancellations } = keeping;
	const cancelling = cancellations.length > 0 ? queue.cancel(cancellations, tier) : Promise.resolve(0);
	const writing = [
		...(people.length > 0 ? [queue.forget(people, tier)] : []),
		...(refused.length > 0 ? [queue.keepRefused(refused, { tier }, REFUSED_ORDER)] : []),
	];
	// Also without events: profile updates share the commit.
	const adding = queue.append(items, { tier }, holds);
	await Promise.all([cancelling, ...writing, adding]);
	const { added, cancelled } = await adding;
	return { added, cancelled: cancelled + (await cancelling) };
}

/** Whether the sender may send such an event. */
export function isAllowed(item: BatchItem, allowsOrders: boolean): boolean {
	return allowsOrders || item.type !== 'order_created';
}
