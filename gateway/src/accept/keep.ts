/** What is to be written of a slice of events that was mapped, and writes it. */

import type { Admission, BatchItem, PersonKeys } from 'openai-ads-destination/pipeline';
import type { Holding } from '../hold/hold.js';
import type { BareLetter } from '../queue/dead-letters.js';
import type { Cancellation, Hold } from '../queue/holds.js';
import type { PixelQueue, Sender } from '../queue/queue.js';
import { toBareLetter } from './to-bare-letter.js';

/** Which events wait on purpose, and which cancel others. */
export interface HoldingPorts extends Holding {
	nowMs(): number;
	/** Is told of orders that are not sent, since they were cancelled. */
	onCancelled(count: number): void;
}

/** What may not be sent by this sender. */
export interface Refusal {
	isRefused(item: BatchItem): boolean;
	readonly reason: string;
	readonly detail: string;
}

interface Keeping {
	readonly people: readonly PersonKeys[];
	readonly items: readonly BatchItem[];
	readonly refused: readonly BatchItem[];
	/** Of those that are no events of OpenAI's. */
	readonly bare: readonly BareLetter[];
	/** What the setting `moneyGuard` stopped, and why. */
	readonly blocked: readonly { readonly item: BatchItem; readonly detail: string }[];
	/** `holds[i]` belongs to `items[i]`; empty if nothing waits on purpose. */
	readonly holds: readonly (Hold | undefined)[];
	readonly cancellations: readonly Cancellation[];
}

export interface Kept {
	/** Events that are new. */
	readonly added: number;
	/** Those that had been cancelled before they came. */
	readonly cancelled: ReadonlySet<BatchItem>;
	/** Those that were not queued again. */
	readonly known: ReadonlySet<BatchItem>;
	/** What waits on purpose. */
	readonly holds: ReadonlyMap<BatchItem, Hold>;
	readonly cancellations: readonly Cancellation[];
}

/** A slice of events; `admissions[i]` is what became of `events[i]`. */
export interface Slice {
	readonly events: readonly unknown[];
	readonly admissions: readonly Admission[];
}

/**
 * Writes what became of a slice, in one commit. Whoever said no is forgotten before the events are added: those that came
 * before the denial are no longer among them, those after it stay. Cancellations reach those before and after them.
 */
export async function keep(slice: Slice, queue: PixelQueue, { sender, refusal, holding }: KeepOptions): Promise<Kept> {
	const { people, items, refused, bare, blocked, holds, cancellations } = sort(slice, refusal, holding);
	const { tier = 'server' } = sender;
	const cancelling = cancellations.length > 0 ? queue.cancel(cancellations, tier) : 0;
	const { reason, detail } = refusal;
	const writing = [
		...(people.length > 0 ? [queue.forget(people, tier)] : []),
		...(refused.length > 0 ? [queue.keepRefused(refused, sender, { reason, detail })] : []),
		...blocked.map(({ item, detail: why }) => queue.keepRefused([item], sender, { reason: 'invalid', detail: why })),
	];
	// Also without events: profile updates share the commit.
	const adding = queue.append(items, sender, holds);
	const [{ added, cancelled, known = [] }, dropped] = await Promise.all([adding, cancelling, ...writing]);
	// Not before: whoever hears that there is no room sends everything again, and each time would leave another letter.
	if (bare.length > 0) await queue.deadLetters.keep(bare, sender);
	if (dropped + cancelled.length > 0) holding?.onCancelled(dropped + cancelled.length);
	const select = (places: readonly number[]) => new Set(places.flatMap((index) => items[index] ?? []));
	return { added, cancelled: select(cancelled), known: select(known), holds: toMap(items, holds), cancellations };
}

function toMap(items: readonly BatchItem[], holds: Keeping['holds']): ReadonlyMap<BatchItem, Hold> {
	const held = new Map<BatchItem, Hold>();
	for (const [index, hold] of holds.entries()) {
		const item = items[index];
		if (item !== undefined && hold !== undefined) held.set(item, hold);
	}
	return held;
}

export interface KeepOptions {
	readonly sender: Sender;
	readonly refusal: Refusal;
	/** Without it nothing waits on purpose. */
	readonly holding: HoldingPorts | undefined;
}

function sort({ events, admissions }: Slice, { isRefused }: Refusal, holding: HoldingPorts | undefined): Keeping {
	const people: PersonKeys[] = [];
	const items: BatchItem[] = [];
	const refused: BatchItem[] = [];
	const bare: BareLetter[] = [];
	const blocked: Keeping['blocked'][number][] = [];
	for (const [index, admission] of admissions.entries()) {
		const { item, forgets, blocked: stopped, result } = admission;
		if (forgets !== undefined) people.push(forgets);
		if (item !== undefined) (isRefused(item) ? refused : items).push(item);
		if (stopped !== undefined) blocked.push({ item: stopped, detail: result?.detail ?? '' });
		const letter = toBareLetter(admission, events[index]);
		if (letter !== undefined) bare.push(letter);
	}
	const waiting = holding === undefined ? NOTHING_WAITS : applyHolding({ events, admissions }, isRefused, holding);
	return { people, items, refused, bare, blocked, ...waiting };
}

const NOTHING_WAITS = { holds: [], cancellations: [] };

function applyHolding(
	{ events, admissions }: Slice,
	isRefused: Refusal['isRefused'],
	holding: HoldingPorts,
): Pick<Keeping, 'holds' | 'cancellations'> {
	const nowMs = holding.nowMs();
	const cancellations: Cancellation[] = [];
	const holds: (Hold | undefined)[] = [];
	for (const [index, { item }] of admissions.entries()) {
		const cancellation = holding.findCancellation(events[index], nowMs);
		if (cancellation !== undefined) cancellations.push(cancellation);
		if (item !== undefined && !isRefused(item)) holds.push(holding.findHold(item, events[index], nowMs));
	}
	return { holds, cancellations };
}
