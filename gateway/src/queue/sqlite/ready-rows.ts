/** Finds the rows that may be handed out now, and when to look again. Writes nothing. */

import type { TakeOptions } from '../queue.js';
import { CONVERSIONS, type EventClass, firstClass, PAGE_VIEWS } from '../rules/event-class.js';
import { type IsHeld, LONGEST_WAIT_MS } from '../rules/is-held.js';
import { toBatchLimit, wantedLanes } from '../rules/lane.js';
import type { QueueRow } from './queue-row.js';
import type { QueueStatements } from './queue-statements.js';

/** The first event of a lane and class that is ready and not under way. */
interface LaneHead {
	readonly key: number;
	readonly lane: number;
	readonly class: EventClass;
	readonly arrived_ms: number;
	readonly deadline_ms: number;
	readonly attempts: number;
}

interface SizeRow {
	readonly key: number;
	readonly size_bytes: number;
}

/** The rows of the next batch or, without any, the time at which there may be some, if that is known. */
export interface ReadyRows {
	readonly rows: readonly QueueRow[];
	readonly nextMs?: number;
}

/** Reads one pixel's part of the queue. */
export class ReadyRowsReader {
	readonly pixelId: string;
	readonly #sql: QueueStatements;
	/** Batches found. */
	#batches = 0;

	constructor(sql: QueueStatements, pixelId: string) {
		this.#sql = sql;
		this.pixelId = pixelId;
	}

	find(options: TakeOptions): ReadyRows {
		const order = firstClass(this.#batches) === PAGE_VIEWS ? PAGE_VIEWS_FIRST : CONVERSIONS_FIRST;
		const lanes = wantedLanes(options);
		const heads = lanes.flatMap((lane) => order.flatMap((each) => this.#findHead(lane, each, options) ?? []));
		const [first] = heads.filter((head) => this.#isReady(head, options)).sort(inOrder(order));
		if (first !== undefined) {
			this.#batches++;
			return { rows: this.#read(first.lane, order, options) };
		}
		const times = [
			...heads.map(({ arrived_ms }) => arrived_ms + options.lingerMs),
			...lanes.map((lane) => this.#findRestedMs(lane, options)),
			...LONGEST_WAIT_MS.map(([isHeld]) => this.dueMs('firstDue', isHeld)),
		];
		const nextMs = Math.min(...times.filter((time) => !Number.isNaN(time)));
		return nextMs === Number.POSITIVE_INFINITY ? { rows: [] } : { rows: [], nextMs };
	}

	/** The first or last time until which an event is set apart, NaN if there is none: NaN is neither early nor late. */
	dueMs(which: 'firstDue' | 'lastDue', isHeld: IsHeld): number {
		return (this.#sql[which].get([this.pixelId, isHeld]) as { due_ms: number | null }).due_ms ?? Number.NaN;
	}

	#findHead(lane: number, eventClass: EventClass, options: TakeOptions): LaneHead | undefined {
		return this.#sql.head.get([this.pixelId, lane, eventClass, ...restOf(options)]) as LaneHead | undefined;
	}

	/** Its lane has a batch, of both classes if need be, or it has waited long enough. */
	#isReady({ lane, arrived_ms, attempts }: LaneHead, options: TakeOptions): boolean {
		const { nowMs, minEvents, lingerMs } = options;
		// A clock that was set back must not let an event wait for its old time.
		if (attempts > 0 || arrived_ms + lingerMs <= nowMs || arrived_ms > nowMs) return true;
		const conversions = this.#countReady(lane, CONVERSIONS, options, minEvents);
		if (conversions >= minEvents) return true;
		return conversions + this.#countReady(lane, PAGE_VIEWS, options, minEvents) >= minEvents;
	}

	#countReady(lane: number, eventClass: EventClass, options: TakeOptions, limit: number): number {
		const values = [this.pixelId, lane, eventClass, ...restOf(options), limit];
		return (this.#sql.countReady.get(values) as { count: number }).count;
	}

	#read(lane: number, [first, second]: ClassOrder, options: TakeOptions): QueueRow[] {
		const limit = Math.min(options.maxEvents, toBatchLimit(lane));
		// Sizes first: reading only some of the rows would keep a read transaction open.
		const sizes = this.#findSizes(lane, first, options, limit);
		if (sizes.length < limit) sizes.push(...this.#findSizes(lane, second, options, limit - sizes.length));
		return this.#sql.read.all([JSON.stringify(takeWhileFits(sizes, options.maxBytes)), first]) as QueueRow[];
	}

	#findSizes(lane: number, eventClass: EventClass, options: TakeOptions, limit: number): SizeRow[] {
		return this.#sql.readySizes.all([this.pixelId, lane, eventClass, ...restOf(options), limit]) as SizeRow[];
	}

	/** When the first of a lane's resting events may be handed out; NaN if none rests. */
	#findRestedMs(lane: number, options: TakeOptions): number {
		const row = this.#sql.firstResting.get([this.pixelId, lane, ...restOf(options)]);
		const { arrived_ms } = row as { arrived_ms: number | null };
		return arrived_ms === null ? Number.NaN : arrived_ms + (options.restMs ?? 0);
	}
}

/** Between these times the events arrived that still rest. A later time is that of a clock that was set back. */
function restOf({ nowMs, restMs = 0 }: TakeOptions): [fromMs: number, toMs: number] {
	return [nowMs - restMs + 1, nowMs];
}

type ClassOrder = readonly [first: EventClass, second: EventClass];
const CONVERSIONS_FIRST: ClassOrder = [CONVERSIONS, PAGE_VIEWS];
const PAGE_VIEWS_FIRST: ClassOrder = [PAGE_VIEWS, CONVERSIONS];

function inOrder(order: ClassOrder): (one: LaneHead, other: LaneHead) => number {
	return (one, other) =>
		order.indexOf(one.class) - order.indexOf(other.class) || one.deadline_ms - other.deadline_ms || one.key - other.key;
}

/** The keys of the first rows that fit, at least one. */
function takeWhileFits(rows: readonly SizeRow[], maxBytes: number): number[] {
	const keys: number[] = [];
	let bytes = 0;
	for (const { key, size_bytes } of rows) {
		bytes += size_bytes + 1; // The comma between events.
		if (bytes > maxBytes) return keys.length === 0 ? [key] : keys;
		keys.push(key);
	}
	return keys;
}
