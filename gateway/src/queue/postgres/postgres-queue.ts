/** The queue of one pixel on PostgreSQL: any number of gateways add to it, its owner takes from it. */

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BatchItem, PersonKeys, Tier } from 'openai-ads-destination/pipeline';
import type { Appended, Cancellation, Hold } from '../holds.js';
import type { PixelState, StateChange } from '../pixel-state.js';
import type {
	Cause,
	DeadLetter,
	Forgotten,
	OwnerListener,
	Ownership,
	PixelQueue,
	QueuedEvent,
	Sender,
	Settlement,
	Sweep,
	TakenBatch,
	TakeOptions,
} from '../queue.js';
import type { QueueStats } from '../queue-stats.js';
import { AppendRoom } from '../rules/append-room.js';
import { EXPIRED, UNREADABLE } from '../rules/causes.js';
import { toDeadlineMs } from '../rules/deadline.js';
import { createOriginOf, type OriginOf } from '../rules/origin-of.js';
import { appendWithin } from './append-within.js';
import { cancelEvents } from './cancel-events.js';
import { countUntil, findExpired } from './deadlines.js';
import { type EventRow, readEvent } from './event-row.js';
import { forgetPeople } from './people.js';
import { changeState, readState } from './pixel-states.js';
import { PostgresDeadLetters } from './postgres-dead-letters.js';
import { keepRefused } from './refused-letters.js';
import { SETTLE_MS, settleBatch } from './settle-batch.js';
import { settleEvents } from './settle-events.js';
import type { SharedParts } from './shared-parts.js';
import { readStats } from './stats.js';
import { Taking } from './taking.js';

/** Others don't know what its owner has under way. */
const IS_OTHERS =
	'SELECT 1 FROM @pixels WHERE pixel = $1 AND owner IS NOT NULL AND owner <> $2 AND expires_at > clock_timestamp()';

export class PostgresQueue implements PixelQueue {
	readonly deadLetters: PostgresDeadLetters;
	readonly #pixelId: string;
	readonly #shared: SharedParts;
	readonly #room: AppendRoom;
	readonly #taking: Taking;
	readonly #originOf: OriginOf;

	constructor(pixelId: string, shared: SharedParts) {
		this.#pixelId = pixelId;
		this.#shared = shared;
		this.#originOf = createOriginOf(pixelId, shared);
		this.#room = new AppendRoom(shared, shared.tallies.of(pixelId));
		this.#taking = new Taking(pixelId, shared);
		this.deadLetters = new PostgresDeadLetters({ ...shared, pixelId, room: this.#room, originOf: this.#originOf });
	}

	async append(
		items: readonly BatchItem[],
		sender: Sender = {},
		holds: readonly (Hold | undefined)[] = [],
	): Promise<Appended> {
		const origin = { ...this.#originOf(sender), holds };
		const { added, cancelled, known } = await appendWithin(this.#room, items, origin, () =>
			this.#shared.transactions.append(items, origin),
		);
		if (added.length > 0) this.#taking.lookFrom(Math.min(...items.map(({ timestampMs }) => toDeadlineMs(timestampMs))));
		return { added: added.length, cancelled, ...(known.length === 0 ? {} : { known }) };
	}

	cancel(cancellations: readonly Cancellation[], tier: Tier): Promise<number> {
		const origin = this.#originOf({ tier });
		const work = this.#shared.transactions;
		return work.run((write) => cancelEvents(write, cancellations, origin, this.#keysUnderWay()));
	}

	own(signal?: AbortSignal, listener: OwnerListener = {}): Promise<Ownership | undefined> {
		const arrived = () => {
			this.#taking.lookFrom();
			listener.onArrived?.();
		};
		return this.#shared.leases.own(this.#pixelId, signal, { ...listener, onArrived: arrived });
	}

	async take(own: Ownership, options: TakeOptions): Promise<TakenBatch> {
		const { rows, ...rest } = await this.#taking.take(own, options);
		// The next batch is asked for before this one is read, so that the server is at work meanwhile.
		await nextTurn();
		const events = rows.map(readEvent).filter((event) => event !== undefined);
		return { ...rest, events, unreadable: await this.#setAside(own, rows, events) };
	}

	async settle(own: Ownership, settlement: Settlement): Promise<void> {
		const { leases, onForgotten } = this.#shared;
		leases.check(this.#pixelId, own);
		const forgotten = await settleBatch(this.#shared, this.#pixelId, own, settlement);
		const { delivered, deadLetters, retries } = settlement;
		const underWay = this.#shared.underWay.of(this.#pixelId);
		for (const key of delivered) underWay.delete(key);
		for (const { key } of [...deadLetters, ...retries]) underWay.delete(key);
		if (retries.length > 0) this.#taking.lookFrom();
		if (forgotten > 0) onForgotten(forgotten);
	}

	/** The leases of all pixels are renewed together. */
	async extend(own: Ownership): Promise<void> {
		this.#shared.leases.check(this.#pixelId, own);
	}

	state(): Promise<PixelState> {
		return readState(this.#shared.database, this.#pixelId);
	}

	setState(change: StateChange, own?: Ownership): Promise<void> {
		return this.#shared.transactions.run((write) => changeState(write, this.#pixelId, change, own));
	}

	async sweepExpired(nowMs: number, max: number): Promise<Sweep> {
		const { database, transactions, gatewayId } = this.#shared;
		const [others] = await database.query(IS_OTHERS, [this.#pixelId, gatewayId]);
		if (others !== undefined) return { expired: 0, hasMore: false };
		const found = { max, underWay: this.#keysUnderWay() };
		const expired = await transactions.alone(async (write) => {
			const keys = await findExpired(write, this.#pixelId, nowMs, found);
			const deadLetters = keys.map((key) => ({ key, ...EXPIRED }));
			if (keys.length > 0) await settleEvents(write, this.#pixelId, { delivered: [], retries: [], deadLetters }, nowMs);
			return keys.length;
		}, SETTLE_MS);
		return { expired, hasMore: expired === max };
	}

	countExpiring(untilMs: number): Promise<number> {
		return countUntil(this.#shared.database, this.#pixelId, untilMs);
	}

	async keepRefused(items: readonly BatchItem[], sender: Sender, cause: Cause): Promise<void> {
		const { transactions, onRefusedDropped } = this.#shared;
		const dropped = await transactions.run((write) => keepRefused(write, items, this.#originOf(sender), cause));
		if (dropped > 0) onRefusedDropped(dropped);
	}

	async forget(people: readonly PersonKeys[], tier: Tier): Promise<Forgotten> {
		const { transactions, onForgotten } = this.#shared;
		const origin = this.#originOf({ tier });
		const removed = await transactions.run((write) => forgetPeople(write, people, origin));
		if (removed.queued > 0) onForgotten(removed.queued);
		return removed;
	}

	stats(): Promise<QueueStats> {
		return readStats(this.#pixelId, this.#shared);
	}

	size(): number {
		return Math.max(0, this.#shared.tallies.of(this.#pixelId).all.events);
	}

	#keysUnderWay(): readonly string[] {
		return [...this.#shared.underWay.of(this.#pixelId)];
	}

	/** Turns rows that can't be read into dead letters, so that they stop nothing. */
	async #setAside(
		own: Ownership,
		rows: readonly EventRow[],
		events: readonly QueuedEvent[],
	): Promise<readonly DeadLetter[]> {
		const readable = new Set(events.map(({ key }) => key));
		const deadLetters = rows.flatMap(({ key }) => (readable.has(key) ? [] : { key, ...UNREADABLE }));
		if (deadLetters.length > 0) await this.settle(own, { delivered: [], deadLetters, retries: [] });
		return deadLetters;
	}
}
