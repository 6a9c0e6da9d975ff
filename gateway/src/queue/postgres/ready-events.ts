/**
 * Finds the events of a pixel that may be handed out now, and when to look again. Writes nothing.
 *
 * It goes on where it ended last: the places of what was delivered can not be cleared while somebody, such as a backup, reads an old
 * state of the database. What comes in front is found from the beginning: each second, when there is too little, and after a change there.
 */

import type { TakeOptions } from '../queue.js';
import { CONVERSIONS, type EventClass, firstClass, PAGE_VIEWS } from '../rules/event-class.js';
import { wantedLanes } from '../rules/lane.js';
import { type Batch, BatchReader, type Guess, READY, type Search, toLimit } from './batch-reader.js';
import type { EventRow } from './event-row.js';
import { Places } from './places.js';
import type { Session } from './session.js';

interface Head {
	readonly lane: number;
	readonly class: EventClass;
	readonly key: string;
	readonly arrived_ms: number;
	readonly deadline_ms: number;
	readonly attempts: number;
}

/**
 * So much later than it could an event go on of a lane that had none, or one that was set apart, while others of its pixel
 * keep it busy. Our choice.
 */
export const LOOK_EVERY_MS = 100;

export interface ReadyEvents {
	readonly rows: readonly EventRow[];
	readonly nextMs?: number;
}

const HEADS = `SELECT l.lane, l.class, h.* FROM unnest($5::int[], $6::int[], $7::bigint[], $8::bigint[]) AS l (lane, class, after_ms, after_key)
	CROSS JOIN LATERAL (SELECT key, arrived_ms::float8 AS arrived_ms, deadline_ms::float8 AS deadline_ms, attempts FROM @queue q
		WHERE ${READY} AND q.lane = l.lane AND q.class = l.class AND (q.deadline_ms, q.key) > (l.after_ms, l.after_key)
		ORDER BY q.deadline_ms, q.key LIMIT 1) AS h`;
const COUNT = `SELECT count(*)::int AS count FROM (SELECT 1 FROM @queue q WHERE ${READY} AND q.lane = $5 AND q.class IN (0, 1) LIMIT $6) AS some`;
const RESTING = `SELECT lane, min(arrived_ms)::float8 AS arrived_ms FROM @queue q WHERE pixel = $1 AND due_ms = 0 AND lane = ANY($5::int[])
	AND key NOT IN (SELECT unnest($4::bigint[])) AND arrived_ms BETWEEN $2 AND $3
	AND (user_mark IS NOT NULL OR anonymous_mark IS NOT NULL) GROUP BY lane`;
export class ReadyReader {
	readonly #pixelId: string;
	readonly #session: Session;
	readonly #places: Places;
	readonly #batches: BatchReader;
	readonly #monotonicMs: () => number;
	/** The lane that alone had events, among these, and until when that is taken for granted. */
	#only: { readonly lane: number; readonly lanes: string; readonly untilMs: number } | undefined;
	#count = 0;

	/** @param monotonicMs a clock that never jumps */
	constructor(pixelId: string, session: Session, monotonicMs: () => number) {
		this.#pixelId = pixelId;
		this.#session = session;
		this.#monotonicMs = monotonicMs;
		this.#places = new Places(monotonicMs);
		this.#batches = new BatchReader(session, this.#places);
	}

	/** Events may have come in front of where it is. @param deadlineMs not before this one */
	lookFrom(deadlineMs = Number.NEGATIVE_INFINITY): void {
		this.#places.goBack(deadlineMs);
		this.#only = undefined;
	}

	async find(options: TakeOptions, underWay: ReadonlySet<string>): Promise<ReadyEvents> {
		const wasAhead = this.#places.isAhead;
		const found = await this.#findFromHere(options, underWay);
		if (!wasAhead || found.rows.length >= Math.min(options.maxEvents, found.limit)) return found;
		// A batch that its bytes fill is short too; looking once more costs it little.
		this.#places.goBack();
		return this.#findFromHere(options, underWay);
	}

	async #findFromHere(
		options: TakeOptions,
		underWay: ReadonlySet<string>,
	): Promise<ReadyEvents & { readonly limit: number }> {
		const order = firstClass(this.#count);
		const lanes = wantedLanes(options);
		const start = [this.#pixelId, ...restOf(options)];
		const search = { start, underWay };
		const guessing = this.#batches.guess(search, lanes, order, options);
		if (this.#isAlone(lanes)) {
			const guess = await guessing;
			if (guess !== undefined && this.#isWhole(guess, options))
				return this.#handOut(search, { lane: guess.lane, guess }, [order], options);
		}
		const [heads, guess] = await Promise.all([this.#findHeads(search, lanes), guessing]);
		const [first, ...others] = new Set(heads.map(({ lane }) => lane));
		const untilMs = this.#monotonicMs() + LOOK_EVERY_MS;
		this.#only =
			first === undefined || others.length > 0 ? undefined : { lane: first, lanes: lanes.join(' '), untilMs };
		heads.sort(inOrder(order));
		for (const head of heads) {
			if (!(await this.#isReady(head, options, search))) continue;
			const classes = heads.filter(({ lane }) => lane === head.lane).map((each) => each.class);
			return this.#handOut(search, { lane: head.lane, guess }, classes, options);
		}
		const times = heads.map(({ arrived_ms }) => arrived_ms + options.lingerMs);
		if ((options.restMs ?? 0) > 0) {
			const resting = await this.#session.query<{ arrived_ms: number }>(RESTING, [...start, [...underWay], lanes]);
			times.push(...resting.map(({ arrived_ms }) => arrived_ms + (options.restMs ?? 0)));
		}
		const nextMs = Math.min(...times);
		return { rows: [], limit: 1, ...(nextMs === Number.POSITIVE_INFINITY ? {} : { nextMs }) };
	}

	async #handOut(
		search: Search,
		from: Pick<Batch, 'lane' | 'guess'>,
		classes: readonly EventClass[],
		options: TakeOptions,
	): Promise<{ rows: readonly EventRow[]; limit: number }> {
		this.#count++;
		const rows = await this.#batches.read(search, { ...from, classes }, options);
		return { rows, limit: toLimit(from.lane, options) };
	}

	/** No other of these lanes had events a moment ago. */
	#isAlone(lanes: readonly number[]): boolean {
		return this.#only?.lanes === lanes.join(' ') && this.#monotonicMs() < this.#only.untilMs;
	}

	/** A batch that needs no more, of the lane that alone has events. */
	#isWhole({ lane, rows }: Guess, options: TakeOptions): boolean {
		return lane === this.#only?.lane && rows.length >= Math.max(toLimit(lane, options), options.minEvents);
	}

	#findHeads({ start, underWay }: Search, lanes: readonly number[]): Promise<Head[]> {
		const parts = lanes.flatMap((lane) => [CONVERSIONS, PAGE_VIEWS].map((eventClass) => ({ lane, eventClass })));
		const places = parts.map(({ lane, eventClass }) => this.#places.of(lane, eventClass));
		return this.#session.query<Head>(HEADS, [
			...start,
			this.#places.notPassed(underWay),
			parts.map(({ lane }) => lane),
			parts.map(({ eventClass }) => eventClass),
			...[0, 1].map((column) => places.map((place) => place[column])),
		]);
	}

	/** Its lane has a batch, of both classes if need be, or it has waited long enough. */
	async #isReady(
		{ lane, arrived_ms, attempts }: Head,
		options: TakeOptions,
		{ start, underWay }: Search,
	): Promise<boolean> {
		const { nowMs, minEvents, lingerMs } = options;
		// A clock that was set back must not let an event wait for its old time.
		if (minEvents <= 1 || attempts > 0 || arrived_ms + lingerMs <= nowMs || arrived_ms > nowMs) return true;
		const [row] = await this.#session.query<{ count: number }>(COUNT, [...start, [...underWay], lane, minEvents]);
		return (row?.count ?? 0) >= minEvents;
	}
}

/** Between these times the events arrived that still rest. A later time is that of a clock that was set back. */
function restOf({ nowMs, restMs = 0 }: TakeOptions): [fromMs: number, toMs: number] {
	return [Math.floor(nowMs - restMs + 1), Math.floor(nowMs)];
}

function inOrder(first: EventClass): (one: Head, other: Head) => number {
	return (one, other) =>
		Number(one.class !== first) - Number(other.class !== first) ||
		one.deadline_ms - other.deadline_ms ||
		one.key.length - other.key.length ||
		(one.key < other.key ? -1 : 1);
}
