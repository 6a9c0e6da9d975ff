/**
 * Shares one transaction, and so one wait for the server's disk, among all work that arrives in one turn of the event loop, and
 * keeps count of what waits. At most two transactions of this kind are under way; what comes meanwhile shares the next.
 */

import type { BatchItem } from 'openai-ads-destination/pipeline';
import type { Origin } from '../rules/origin-of.js';
import type { Database } from './database.js';
import { inTime, type Settle } from './in-time.js';
import { EVENTS_AT_ONCE, type Insertion, insertAtOnce, insertEvents } from './insert-events.js';
import type { Preparing } from './session.js';
import { TallyChange } from './tally-change.js';
import type { Write } from './write.js';

/** Of what shares transactions. With more, each is smaller. Measured. */
const MAX_UNDER_WAY = 2;
/** Events of a transaction: as many as one statement takes, so that the next is written meanwhile; a call with more has one to itself. */
const MAX_EVENTS = EVENTS_AT_ONCE;

type Work<T> = (write: Write) => Promise<T>;

interface Job extends Settle {
	readonly events: number;
	/** Appends that follow each other go in one statement. */
	readonly append?: { readonly items: readonly BatchItem[]; readonly origin: Origin } | undefined;
	readonly work: Work<unknown>;
	/** After all others of its transaction. */
	readonly isLast: boolean;
	isOver: boolean;
}

export interface TransactionPorts {
	readonly database: Database;
	readonly gatewayId: string;
	/** Is told what was committed. */
	onCommitted(change: TallyChange): void;
	/** Keys that this gateway has under way. */
	underWay(): readonly string[];
}

export class Transactions {
	readonly #ports: TransactionPorts;
	#jobs: Job[] = [];
	#isDue = false;
	#underWay = 0;
	/** Numbers of the tallies' rows that no transaction is using. */
	readonly #slots = new Set(Array.from({ length: 16 }, (_, slot) => slot));

	constructor(ports: TransactionPorts) {
		this.#ports = ports;
	}

	/** Runs `work` inside the next shared transaction, in the order of the calls; it must change nothing else. Resolves once it is on disk. */
	run<T>(work: Work<T>): Promise<T> {
		return this.#add({ events: 0, work, isLast: false }) as Promise<T>; // It gets what `work` returned.
	}

	/**
	 * The same at the end of it, after all events: two gateways that write the same events and the same people at once lock them in
	 * one order, and so never wait for each other in a circle.
	 */
	runLast<T>(work: Work<T>): Promise<T> {
		return this.#add({ events: 0, work, isLast: true }) as Promise<T>; // As above.
	}

	/** Inserts events inside the next shared transaction. */
	append(items: readonly BatchItem[], origin: Origin): Promise<Insertion> {
		const work = async (write: Write) => {
			const [insertion] = await insertEvents(write, [{ items, origin }], this.#ports.underWay());
			return insertion;
		};
		const append = items.length > 0 ? { items, origin } : undefined;
		return this.#add({ events: items.length, work, isLast: false, append }) as Promise<Insertion>; // The same.
	}

	/** Runs `work` in a transaction of its own. */
	async alone<T>(work: Work<T>, timeoutMs?: number): Promise<T> {
		const { database, gatewayId, onCommitted } = this.#ports;
		const slot = this.#takeSlot();
		try {
			const { result, tally } = await database.transaction(async (session) => {
				const change = new TallyChange();
				const write = { query: session.query, tally: change };
				const done = await work(write);
				await change.save(session, gatewayId, slot);
				return { result: done, tally: change };
			}, timeoutMs);
			onCommitted(tally);
			return result;
		} finally {
			this.#slots.add(slot);
		}
	}

	/** Runs a statement that is a transaction of its own and saves its tally itself. `undefined` if `work` does nothing. */
	async atOnce<T extends { readonly tally: TallyChange }>(
		work: (session: Preparing, names: readonly [gatewayId: string, slot: number]) => Promise<T | undefined>,
		timeoutMs?: number,
	): Promise<T | undefined> {
		const { database, gatewayId, onCommitted } = this.#ports;
		const slot = this.#takeSlot();
		try {
			const session = {
				query: <R>(text: string, values?: readonly unknown[]) => database.query<R>(text, values, timeoutMs),
				prepared: <R>(text: string, values: readonly unknown[]) => database.prepared<R>(text, values, timeoutMs),
			};
			const done = await work(session, [gatewayId, slot]);
			if (done !== undefined) onCommitted(done.tally);
			return done;
		} finally {
			this.#slots.add(slot);
		}
	}

	/** Resolves once all that was begun has ended. */
	async drain(): Promise<void> {
		while (this.#jobs.length > 0 || this.#underWay > 0) await new Promise((wake) => setTimeout(wake, 5));
	}

	#add(asked: Pick<Job, 'work' | 'events' | 'isLast' | 'append'>): Promise<unknown> {
		return new Promise((resolve, reject) => {
			const job: Job = { ...asked, isOver: false, ...inTime({ resolve, reject }) };
			this.#jobs.push(job);
			if (this.#isDue) return;
			this.#isDue = true;
			setImmediate(() => {
				this.#isDue = false;
				this.#start();
			});
		});
	}

	#start(): void {
		if (this.#isDue || this.#jobs.length === 0 || this.#underWay >= MAX_UNDER_WAY) return;
		const jobs = this.#cut();
		this.#underWay++;
		void this.#commit(jobs).finally(() => {
			this.#underWay--;
			this.#start();
		});
	}

	/** The jobs of the next transaction. */
	#cut(): readonly Job[] {
		let events = 0;
		const end = this.#jobs.findIndex((job, index) => {
			events += job.events;
			return index > 0 && events > MAX_EVENTS;
		});
		const jobs = this.#jobs.splice(0, end === -1 ? this.#jobs.length : end);
		return jobs.sort((one, other) => Number(one.isLast) - Number(other.isLast));
	}

	async #commit(jobs: readonly Job[]): Promise<void> {
		try {
			const results = (await this.#runAtOnce(jobs)) ?? (await this.alone((write) => this.#run(jobs, write)));
			for (const [index, job] of jobs.entries()) job.resolve(results[index]);
		} catch (error) {
			const [first] = jobs;
			// Work that fails does not affect other work; a database that is away refuses them all.
			if (jobs.length === 1) first?.reject(error);
			else if (this.#ports.database.isAway) for (const job of jobs) job.reject(error);
			else for (const job of jobs) await this.#commit([job]);
		}
	}

	/** Appends alone, if one statement takes them. `undefined` if not, or if it lost against another one: nothing was done then. */
	async #runAtOnce(jobs: readonly Job[]): Promise<readonly Insertion[] | undefined> {
		const calls = jobs.flatMap(({ append }) => append ?? []);
		if (calls.length < jobs.length) return undefined;
		const inserted = await this.atOnce((session, names) => insertAtOnce(session, calls, names)).catch((error) => {
			if (this.#ports.database.isAway) throw error;
			return undefined;
		});
		const { insertions, replace } = inserted ?? {};
		if (replace !== undefined) await this.alone((write) => replace(write, this.#ports.underWay()));
		return insertions;
	}

	async #run(jobs: readonly Job[], write: Write): Promise<unknown[]> {
		const results: unknown[] = [];
		for (let index = 0; index < jobs.length; ) {
			const calls = [];
			for (let job = jobs[index]; job?.append !== undefined; job = jobs[++index]) calls.push(job.append);
			if (calls.length > 0) results.push(...(await insertEvents(write, calls, this.#ports.underWay())));
			const next = jobs[index];
			if (next === undefined) break;
			results.push(await next.work(write));
			index++;
		}
		return results;
	}

	#takeSlot(): number {
		const [slot = 0] = this.#slots;
		this.#slots.delete(slot);
		return slot;
	}
}
