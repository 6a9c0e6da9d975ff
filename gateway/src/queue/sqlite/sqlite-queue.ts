/** The embedded queue of one pixel: rows of one SQLite file, written only through the group commit. */

import type { BatchItem, PersonKeys, Tier } from 'openai-ads-destination/pipeline';
import type { Appended, Cancellation, Hold } from '../holds.js';
import type { PixelState, StateChange } from '../pixel-state.js';
import type {
	Cause,
	DeadLetter,
	Forgotten,
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
import { AppendRoom, type RoomPorts } from '../rules/append-room.js';
import { EXPIRED, UNREADABLE } from '../rules/causes.js';
import { createOriginOf, type OriginOf } from '../rules/origin-of.js';
import type { Reports } from '../rules/queue-reports.js';
import type { Tally } from '../rules/tally.js';
import type { BareLetters } from './bare-letters.js';
import { cancelEvents } from './cancel-events.js';
import { Deadlines } from './deadlines.js';
import { forgetPeople } from './forget-people.js';
import type { GroupCommit } from './group-commit.js';
import { insertEvents } from './insert-events.js';
import type { LetterStatements } from './letter-statements.js';
import type { PixelStates } from './pixel-states.js';
import { promoteDue } from './promote-due.js';
import { fromRow, type QueueRow, toKeyList } from './queue-row.js';
import type { QueueStatements } from './queue-statements.js';
import { ReadyRowsReader } from './ready-rows.js';
import type { RefusedLetters } from './refused-letters.js';
import type { SeenIds } from './seen-ids.js';
import { settleEvents, toLeaving } from './settle-events.js';
import type { SqliteCounts } from './sqlite-counts.js';
import { SqliteDeadLetters } from './sqlite-dead-letters.js';
import { StatsReader } from './stats-reader.js';

/** What the queues of all pixels in a file share. */
export interface SharedParts extends RoomPorts, Reports {
	readonly sql: QueueStatements;
	readonly letters: LetterStatements;
	readonly commit: GroupCommit;
	readonly states: PixelStates;
	readonly refused: RefusedLetters;
	readonly bare: BareLetters;
	readonly seen: SeenIds;
	readonly counts: SqliteCounts;
	nowMs(): number;
}

/** Nobody else can have the file open. */
const OWNERSHIP: Ownership = { epoch: 1, lost: new AbortController().signal };

const keyOf = ({ key }: QueueRow) => key;
const isReadable = (event: QueuedEvent | undefined) => event !== undefined;

/** It does not touch the events of other pixels in the file. */
export class SqliteQueue implements PixelQueue {
	readonly deadLetters: SqliteDeadLetters;
	readonly #pixelId: string;
	readonly #shared: SharedParts;
	readonly #tally: Tally;
	readonly #room: AppendRoom;
	readonly #ready: ReadyRowsReader;
	readonly #deadlines: Deadlines;
	readonly #stats: StatsReader;
	readonly #originOf: OriginOf;

	/** @param tally of what the file has of the pixel */
	constructor(pixelId: string, shared: SharedParts, tally: Tally) {
		const { sql, letters, seen } = shared;
		this.#pixelId = pixelId;
		this.#shared = shared;
		this.#tally = tally;
		this.#originOf = createOriginOf(pixelId, shared);
		this.#room = new AppendRoom(shared, tally);
		this.#ready = new ReadyRowsReader(sql, pixelId);
		this.#deadlines = new Deadlines(sql, pixelId);
		this.#stats = new StatsReader(pixelId, { sql, letters, seen, tally, deadlines: this.#deadlines });
		this.deadLetters = new SqliteDeadLetters({ ...shared, pixelId, room: this.#room, originOf: this.#originOf });
	}

	async append(
		items: readonly BatchItem[],
		sender: Sender = {},
		holds: readonly (Hold | undefined)[] = [],
	): Promise<Appended> {
		const origin = { ...this.#originOf(sender), holds };
		const write = () => this.#shared.commit.run(() => insertEvents(this.#shared, items, origin));
		const { added, cancelled, known } = await this.#room.within(items, origin, write);
		return { added: added.length, cancelled, ...(known.length === 0 ? {} : { known }) };
	}

	async cancel(cancellations: readonly Cancellation[], tier: Tier): Promise<number> {
		const { sql, commit } = this.#shared;
		const removed = await commit.run(() => cancelEvents(sql, cancellations, this.#originOf({ tier })));
		this.#tally.remove(removed);
		return removed.length;
	}

	async own(signal?: AbortSignal): Promise<Ownership | undefined> {
		return signal?.aborted ? undefined : OWNERSHIP;
	}

	async take(_own: Ownership, options: TakeOptions): Promise<TakenBatch> {
		await promoteDue(this.#ready, this.#shared, options.nowMs);
		const { rows, nextMs } = this.#ready.find(options);
		if (rows.length === 0) return { events: [], unreadable: [], ...(nextMs === undefined ? {} : { nextMs }) };
		this.#shared.sql.markUnderWay.run([JSON.stringify(rows.map(keyOf))]);
		const events = rows.map(fromRow).filter(isReadable);
		return { events, unreadable: await this.#setAside(rows, events) };
	}

	async settle(_own: Ownership, settlement: Settlement): Promise<void> {
		const { sql, commit, nowMs, onForgotten } = this.#shared;
		const { removed, forgotten } = await commit.run(() => {
			this.#shared.counts.write(this.#pixelId, settlement.counts ?? []);
			return settleEvents(this.#shared, settlement, nowMs());
		});
		this.#tally.remove(removed);
		if (forgotten > 0) onForgotten(forgotten);
		sql.markSettled.run([toKeyList([...toLeaving(settlement), ...settlement.retries.map(({ key }) => key)])]);
	}

	async extend(): Promise<void> {}

	async state(): Promise<PixelState> {
		return this.#shared.states.read(this.#pixelId);
	}

	setState(change: StateChange): Promise<void> {
		return this.#shared.commit.run(() => this.#shared.states.change(this.#pixelId, change));
	}

	async sweepExpired(nowMs: number, max: number): Promise<Sweep> {
		const { commit } = this.#shared;
		const { expired, removed } = await commit.run(() => {
			const deadLetters = this.#deadlines.findExpired(nowMs, max).map((key) => ({ key: String(key), ...EXPIRED }));
			const settlement = { delivered: [], retries: [], deadLetters };
			return { expired: deadLetters.length, removed: settleEvents(this.#shared, settlement, nowMs).removed };
		});
		this.#tally.remove(removed);
		return { expired, hasMore: expired === max };
	}

	async countExpiring(untilMs: number): Promise<number> {
		return this.#deadlines.countUntil(untilMs);
	}

	async keepRefused(items: readonly BatchItem[], sender: Sender, cause: Cause): Promise<void> {
		const { commit, refused, onRefusedDropped } = this.#shared;
		const dropped = await commit.run(() => refused.add(items, this.#originOf(sender), cause));
		if (dropped > 0) onRefusedDropped(dropped);
	}

	async forget(people: readonly PersonKeys[], tier: Tier): Promise<Forgotten> {
		const { sql, commit, onForgotten } = this.#shared;
		const origin = this.#originOf({ tier });
		const { idle, underWay, dead } = await commit.run(() => forgetPeople(sql, people, origin));
		this.#tally.remove(idle);
		this.#tally.remove(underWay);
		if (idle.length + underWay.length + dead > 0) commit.isScrubWanted = true;
		if (idle.length > 0) onForgotten(idle.length);
		return { queued: idle.length + underWay.length, dead };
	}

	async stats(): Promise<QueueStats> {
		return this.#stats.read();
	}

	size(): number {
		return this.#tally.all.events;
	}

	/** Turns rows that can't be read into dead letters, so that they stop nothing. */
	async #setAside(rows: readonly QueueRow[], events: readonly QueuedEvent[]): Promise<readonly DeadLetter[]> {
		if (events.length === rows.length) return [];
		const readable = new Set(events.map(({ key }) => key));
		const keys = rows.map(({ key }) => String(key));
		const deadLetters = keys.flatMap((key) => (readable.has(key) ? [] : { key, ...UNREADABLE }));
		if (deadLetters.length > 0) await this.settle(OWNERSHIP, { delivered: [], deadLetters, retries: [] });
		return deadLetters;
	}
}
