/** What a transaction adds to and removes from what waits, by pixel, class and sender; and how it is counted in the database. */

import type { Session } from './database.js';

/** Rows of one kind. */
export interface Kind {
	readonly pixel: string;
	readonly class: number;
	readonly tier: number;
	/** Empty for none. */
	readonly sender: string;
}

export interface CountedKind extends Kind {
	events: number;
	bytes: number;
}

/** Of known ids, which belong to no pixel. */
export const KNOWN_IDS: Kind = { pixel: '', class: 0, tier: 0, sender: '' };

const SAVE = `INSERT INTO @tallies AS t (gateway, slot, pixel, class, tier, sender, events, bytes)
	SELECT $1, $2, * FROM unnest($3::text[], $4::int[], $5::int[], $6::text[], $7::bigint[], $8::bigint[])
	ON CONFLICT (gateway, slot, pixel, class, tier, sender)
	DO UPDATE SET events = t.events + excluded.events, bytes = t.bytes + excluded.bytes
	RETURNING pg_current_xact_id()::text AS transaction_id`;

/** What a statement that counts says of its transaction. */
export interface Counted {
	readonly transaction_id: string;
}

export class TallyChange {
	/** Of the transaction that counted it in the database: tells whether sums have it. `undefined` while none has. */
	transactionId: bigint | undefined;
	readonly #kinds = new Map<string, CountedKind>();

	add({ pixel, class: eventClass, tier, sender }: Kind, events: number, bytes: number): void {
		const name = JSON.stringify([pixel, eventClass, tier, sender]);
		const known = this.#kinds.get(name);
		if (known === undefined) this.#kinds.set(name, { pixel, class: eventClass, tier, sender, events, bytes });
		else {
			known.events += events;
			known.bytes += bytes;
		}
	}

	kinds(): readonly CountedKind[] {
		return [...this.#kinds.values()].filter(({ events, bytes }) => events !== 0 || bytes !== 0);
	}

	/** @param rows of the statement that counted it in the database; none if it had nothing to count */
	countedBy(rows: readonly Counted[]): void {
		if (rows[0] !== undefined) this.transactionId = BigInt(rows[0].transaction_id);
	}

	/** To be called at the end of the transaction. @param slot that no other transaction of the gateway uses */
	async save(session: Session, gatewayId: string, slot: number): Promise<void> {
		const kinds = this.kinds();
		if (kinds.length === 0) return;
		const columns = (['pixel', 'class', 'tier', 'sender', 'events', 'bytes'] as const).map((name) =>
			kinds.map((kind) => kind[name]),
		);
		this.countedBy(await session.query<Counted>(SAVE, [gatewayId, slot, ...columns]));
	}
}
