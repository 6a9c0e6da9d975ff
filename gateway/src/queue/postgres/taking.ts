/** Hands out the events of a pixel that this gateway owns, each once. */

import type { Ownership, TakeOptions } from '../queue.js';
import { LONGEST_WAIT_MS } from '../rules/is-held.js';
import type { Database } from './database.js';
import type { EventRow } from './event-row.js';
import { type Due, findDue } from './find-due.js';
import type { Leases } from './leases.js';
import { LOOK_EVERY_MS, ReadyReader } from './ready-events.js';
import type { Transactions } from './transactions.js';
import type { UnderWay } from './under-way.js';

const PROMOTE = `UPDATE @queue SET due_ms = 0, is_held = 0
	WHERE pixel = $1 AND is_held = $2 AND due_ms > 0 AND (due_ms <= $3 OR due_ms > $4)`;

const NOT_DUE: Due = { isOver: false, nextMs: Number.POSITIVE_INFINITY };

export interface TakingPorts {
	readonly database: Database;
	readonly transactions: Transactions;
	readonly leases: Leases;
	readonly underWay: UnderWay;
	monotonicMs(): number;
}

export interface TakenRows {
	readonly rows: readonly EventRow[];
	readonly nextMs?: number;
}

export class Taking {
	readonly #pixelId: string;
	readonly #ports: TakingPorts;
	readonly #ready: ReadyReader;
	/** One at a time, so that none hands out what another has found. */
	#last: Promise<unknown> = Promise.resolve();
	#lookedMs = Number.NEGATIVE_INFINITY;

	constructor(pixelId: string, ports: TakingPorts) {
		this.#pixelId = pixelId;
		this.#ports = ports;
		this.#ready = new ReadyReader(pixelId, ports.database, ports.monotonicMs);
	}

	/** Events may have come in front of where it is. @param deadlineMs not before this one */
	lookFrom(deadlineMs?: number): void {
		this.#ready.lookFrom(deadlineMs);
	}

	take(own: Ownership, options: TakeOptions): Promise<TakenRows> {
		const taking = this.#last.then(() => this.#take(own, options));
		this.#last = taking.catch(() => {});
		return taking;
	}

	async #take(own: Ownership, options: TakeOptions): Promise<TakenRows> {
		const { leases, underWay } = this.#ports;
		leases.check(this.#pixelId, own);
		const keys = underWay.of(this.#pixelId);
		// At the same time, since events are seldom due; while there is enough without them, not each time.
		const looksAgain = this.#ports.monotonicMs() - this.#lookedMs >= LOOK_EVERY_MS;
		const [looked, found] = await Promise.all([
			looksAgain ? this.#findDue(options.nowMs) : undefined,
			this.#ready.find(options, keys),
		]);
		const { isOver, nextMs: dueMs } = looked ?? (found.rows.length > 0 ? NOT_DUE : await this.#findDue(options.nowMs));
		if (isOver) await this.#promote(options.nowMs);
		const { rows, nextMs = Number.POSITIVE_INFINITY } = isOver ? await this.#ready.find(options, keys) : found;
		leases.check(this.#pixelId, own);
		for (const { key } of rows) keys.add(key);
		const soonestMs = Math.min(nextMs, dueMs > options.nowMs ? dueMs : Number.POSITIVE_INFINITY);
		return rows.length > 0 || soonestMs === Number.POSITIVE_INFINITY ? { rows } : { rows, nextMs: soonestMs };
	}

	#findDue(nowMs: number): Promise<Due> {
		this.#lookedMs = this.#ports.monotonicMs();
		return findDue(this.#ports.database, this.#pixelId, nowMs);
	}

	/** Lets events go on that were set apart. */
	async #promote(nowMs: number): Promise<void> {
		await this.#ports.transactions.run(async (write) => {
			for (const [isHeld, longestMs] of LONGEST_WAIT_MS) {
				await write.query(PROMOTE, [this.#pixelId, isHeld, Math.floor(nowMs), Math.ceil(nowMs + longestMs)]);
			}
		});
		this.lookFrom();
	}
}
