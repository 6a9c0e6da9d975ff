/** What is counted of events at the door and of a batch that has ended. */

import type { Note, SettingsInput } from 'openai-ads-destination';
import { isLoss, OPPREF, ownField, toCauses, toNoteKind } from 'openai-ads-destination/internal';
import type { Arrived } from '../accept/arrived.js';
import { type Count, HOUR_MS } from '../queue/counts.js';
import type { Settled } from '../worker/on-settled.js';
import { readOrder, toIdentity, toOrderMark } from './identity.js';
import { namesEventId } from './names-event-id.js';
import { OrderIds } from './order-ids.js';
import { KnownTexts, PendingCounts } from './pending-counts.js';
import type { Story } from './story.js';
import { type StoryBook, UNKNOWN_SOURCE } from './story-book.js';

interface Admitted {
	/** What the event was mapped by. */
	readonly settings: SettingsInput;
	readonly nowMs: number;
}

/** Of one pixel. */
export class EventCounts {
	readonly pending = new PendingCounts();
	readonly #texts = new KnownTexts();
	readonly #orders = new OrderIds();
	readonly #book: StoryBook;
	readonly #pixelId: string;

	constructor(book: StoryBook, pixelId: string) {
		this.#book = book;
		this.#pixelId = pixelId;
	}

	/** @param story of this event */
	countAdmitted(
		{ event, admission: { item, profile, result }, isKnown }: Arrived,
		story: Story,
		{ settings, nowMs }: Admitted,
	): void {
		const keep = this.#keep(nowMs);
		const { outcome, reason = '', type = '' } = story;
		const source = keep('source', story.source);
		this.pending.add({ kind: 'in', source });
		if (outcome === 'skipped') {
			const name = keep('name', story.name);
			this.pending.add({ kind: 'skipped', reason, name, source, ...(name === story.name ? result?.near : {}) });
		}
		if (outcome === 'discarded' || outcome === 'failed')
			this.pending.add({ kind: 'ended', outcome, reason, type, source });
		if (item === undefined) return;
		if (isKnown) this.#countPoorer(story, item.matchKeys, source);
		else if (this.#isTwice(event, story, item.id, nowMs)) this.pending.add({ kind: 'twice', type, source });
		if (!isKnown && profile?.expiredClickMs !== undefined && (item.matchKeys & OPPREF) === 0)
			this.pending.add({ kind: 'expired_click', type, source });
		const eventId = ownField(ownField(event, 'properties'), 'event_id');
		if (typeof eventId === 'string' && eventId !== '' && eventId !== item.id && !namesEventId(settings, event)) {
			this.pending.add({ kind: 'event_id', type, source });
		}
	}

	/** Without a mark, the order's number is the event's id. */
	#isTwice(event: unknown, { orderMark }: Story, id: string, nowMs: number): boolean {
		if (orderMark === undefined && readOrder(event) === undefined) return false;
		const idMark = toOrderMark(id);
		return this.#orders.isTwice(orderMark ?? idMark, idMark, nowMs);
	}

	/** The first event of an id counts: what only a later one had is lost. */
	#countPoorer({ duplicateOf, type = '' }: Story, matchKeys: number, source: string): void {
		const first = duplicateOf === undefined ? undefined : this.#book.find(duplicateOf);
		// What still waits may learn the rest before it leaves.
		if (first?.outcome === 'waiting') first.laterKeys = (first.laterKeys ?? 0) | matchKeys;
		if (first === undefined || first.outcome === 'waiting') return;
		const lacking = matchKeys & ~(first.matchKeys ?? matchKeys);
		if (lacking !== 0) this.pending.add({ kind: 'poorer', type, source, matchKeys: lacking });
	}

	/** Of events that were set aside since they had waited too long. @param ended their stories; others have none any more */
	countExpired(ended: readonly Story[], expired: number, nowMs: number): void {
		const keep = this.#keep(nowMs);
		const end = { kind: 'ended', outcome: 'discarded', reason: 'expired' } as const;
		for (const { type = '', source } of ended) this.pending.add({ ...end, type, source: keep('source', source) });
		const others = expired - ended.length;
		if (others > 0) this.pending.add({ ...end, type: '', source: UNKNOWN_SOURCE }, others);
	}

	/** Of a batch whose end is not yet on record. */
	countSettled({ events, items, delivered, settlement }: Settled, nowMs: number): readonly Count[] {
		const keep = this.#keep(nowMs);
		const counts = new PendingCounts();
		const dead = new Map(settlement.deadLetters.map((letter) => [letter.key, letter]));
		const retried = new Set(settlement.retries.map(({ key }) => key));
		for (const [index, event] of events.entries()) {
			const item = items[index] ?? event.item;
			const story = this.#book.findQueued(toIdentity(this.#pixelId, event.item));
			const { type, customEventName } = item;
			const source = keep('source', story?.source ?? UNKNOWN_SOURCE);
			const letter = dead.get(event.key);
			if (letter !== undefined)
				counts.add({ kind: 'ended', outcome: 'discarded', reason: letter.reason, type, source });
			const result = delivered[index]?.result;
			if (letter !== undefined || retried.has(event.key) || result === undefined) continue;
			const from = keep('name', story?.name ?? type);
			if (result.outcome === 'skipped') counts.add({ kind: 'skipped', reason: result.reason, name: from, source });
			if (result.outcome !== 'accepted') continue;
			const lacking = (story?.laterKeys ?? 0) & ~item.matchKeys;
			if (lacking !== 0) counts.add({ kind: 'poorer', type, source, matchKeys: lacking });
			const customName = customEventName === undefined ? undefined : keep('name', story?.customName ?? OWN);
			addAccepted(counts, { type, customName, from, source, matchKeys: item.matchKeys, notes: item.notes }, keep);
		}
		return counts.take();
	}

	/** Of an event that RudderStack had delivered. What it will try again is not counted yet. */
	countDelivered(
		{ outcome, reason = '', type = '', customName, name, source, matchKeys = 0, notes }: Story,
		nowMs: number,
	): void {
		const keep = this.#keep(nowMs);
		const from = keep('source', source);
		if (outcome === 'discarded') this.pending.add({ kind: 'ended', outcome, reason, type, source: from });
		if (outcome !== 'accepted') return;
		const own = customName === undefined ? undefined : keep('name', customName);
		addAccepted(
			this.pending,
			{ type, customName: own, from: keep('name', name), source: from, matchKeys, notes },
			keep,
		);
	}

	#keep(nowMs: number): (kind: string, text: string) => string {
		const hour = Math.floor(nowMs / HOUR_MS);
		return (kind, text) => this.#texts.keep(kind, text, hour);
	}
}

interface Accepted {
	readonly type: string;
	readonly customName: string | undefined;
	readonly from: string;
	readonly source: string;
	readonly matchKeys: number;
	readonly notes: readonly Note[] | undefined;
}

function addAccepted(
	counts: PendingCounts,
	{ type, customName, from, source, matchKeys, notes = [] }: Accepted,
	keep: (kind: string, text: string) => string,
): void {
	counts.add({ kind: 'accepted', type, from, source, matchKeys, customName });
	for (const { path, message } of toCauses(notes).filter(isLoss).map(toNoteKind)) {
		counts.add({ kind: 'note', path, message: keep('note', message), type, source });
	}
}

/** A custom event whose story is gone. */
const OWN = 'custom';
