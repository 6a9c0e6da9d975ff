/** How much of each pixel waits, by class and sender, so that nothing needs to be counted in the file while it runs. */

import type { ClassStats } from '../queue-stats.js';
import { type EventClass, PAGE_VIEWS } from './event-class.js';

/** What is counted of a row. */
export interface TallyRow {
	readonly size_bytes: number;
	readonly class: number;
	readonly tier: number;
	readonly sender: string | null;
}

/** Many rows of one kind. */
export interface TallyGroup extends Omit<TallyRow, 'size_bytes'> {
	readonly events: number;
	readonly bytes: number;
}

/** Events and the sum of their sizes. */
export interface Amount {
	events: number;
	bytes: number;
}

export class Tally {
	readonly all: Amount = { events: 0, bytes: 0 };
	readonly #pageViews: Amount = { events: 0, bytes: 0 };
	/** By tier and name: the names are the operator's, so there are few. */
	readonly #senders = new Map<string, Amount>();

	add(group: TallyGroup): void {
		for (const amount of this.#amountsOf(group)) {
			amount.events += group.events;
			amount.bytes += group.bytes;
		}
	}

	remove(rows: readonly TallyRow[]): void {
		for (const row of rows) {
			for (const amount of this.#amountsOf(row)) {
				amount.events--;
				amount.bytes -= row.size_bytes;
			}
		}
	}

	/** Forgets what it knew. */
	clear(): void {
		for (const amount of [this.all, this.#pageViews]) Object.assign(amount, { events: 0, bytes: 0 });
		this.#senders.clear();
	}

	/** What waits of one sender. */
	of(tier: number, sender: string | null): Readonly<Amount> {
		return this.#senders.get(toName(tier, sender)) ?? { events: 0, bytes: 0 };
	}

	byClass(eventClass: EventClass): ClassStats {
		const { events, bytes } = this.#pageViews;
		if (eventClass === PAGE_VIEWS) return { events, bytes };
		return { events: this.all.events - events, bytes: this.all.bytes - bytes };
	}

	#amountsOf({ class: eventClass, tier, sender }: Omit<TallyRow, 'size_bytes'>): readonly Amount[] {
		const name = toName(tier, sender);
		const known = this.#senders.get(name);
		const own = known ?? { events: 0, bytes: 0 };
		if (known === undefined) this.#senders.set(name, own);
		return eventClass === PAGE_VIEWS ? [this.all, own, this.#pageViews] : [this.all, own];
	}
}

function toName(tier: number, sender: string | null): string {
	return `${tier} ${sender ?? ''}`;
}
