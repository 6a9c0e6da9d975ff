/** Reads a batch of events that are ready, from where the search for them has come. */

import type { TakeOptions } from '../queue.js';
import type { EventClass } from '../rules/event-class.js';
import { toBatchLimit } from '../rules/lane.js';
import { NotText } from './database-errors.js';
import { asText, escaped, readEscaped } from './escaped-bytes.js';
import type { EventRow } from './event-row.js';
import type { Places } from './places.js';
import type { Session } from './session.js';

/** Four values: the pixel, between which times resting events came, and keys that are under way. */
export const READY = `q.pixel = $1 AND q.due_ms = 0 AND q.key NOT IN (SELECT unnest($4::bigint[]))
	AND NOT ((q.user_mark IS NOT NULL OR q.anonymous_mark IS NOT NULL) AND q.arrived_ms BETWEEN $2 AND $3)`;
/** Of one lane and class, in their order, which the index has: nothing is sorted. `$11`: the first is read whatever its size. */
const read = (form: (column: string) => string) =>
	`SELECT key, lane, class, attempts, tier, arrived_ms, deadline_ms, size_bytes, ${form('json')}, ${form('about')} FROM (
		SELECT *, sum(size_bytes + 1) OVER (ORDER BY deadline_ms, key ROWS UNBOUNDED PRECEDING) AS bytes FROM (
			SELECT * FROM @queue q WHERE ${READY} AND q.lane = $5 AND q.class = $6 AND (q.deadline_ms, q.key) > ($7, $8)
			ORDER BY q.deadline_ms, q.key LIMIT $9) AS ready) AS measured
	WHERE bytes <= $10 OR ($11 AND bytes = size_bytes + 1) ORDER BY deadline_ms, key`;
const [READ_TEXT, READ_ESCAPED] = [read(asText), read(escaped)];

/** What is searched. */
export interface Search {
	/** The first three values of {@link READY}. */
	readonly start: readonly unknown[];
	/** Keys that were handed out and are not settled. */
	readonly underWay: ReadonlySet<string>;
}

/** Events that were read before it was known that they are the next. */
export interface Guess {
	readonly lane: number;
	readonly eventClass: EventClass;
	readonly rows: readonly EventRow[];
}

export interface Batch {
	readonly lane: number;
	/** That the lane has events of, in their order. */
	readonly classes: readonly EventClass[];
	readonly guess: Guess | undefined;
}

type Bounds = Pick<TakeOptions, 'maxEvents' | 'maxBytes'>;

export class BatchReader {
	readonly #session: Session;
	readonly #places: Places;
	/** Of the last batch, if it was full: the next is likely to be of the same. */
	#lane: number | undefined;
	/** Some event of the pixel was no text to the server: from then on all are read in the way that takes any bytes. */
	#isEscaped = false;

	constructor(session: Session, places: Places) {
		this.#session = session;
		this.#places = places;
	}

	/** Reads what goes next if the batch before was full and its lane is among these, so that a backlog takes one round trip a batch. */
	async guess(
		search: Search,
		lanes: readonly number[],
		eventClass: EventClass,
		bounds: Bounds,
	): Promise<Guess | undefined> {
		const lane = this.#lane;
		if (lane === undefined || !lanes.includes(lane)) return undefined;
		const left = [toLimit(lane, bounds), bounds.maxBytes, true];
		return { lane, eventClass, rows: await this.#read(search, lane, eventClass, left) };
	}

	async read(search: Search, { lane, classes, guess }: Batch, bounds: Bounds): Promise<EventRow[]> {
		const limit = toLimit(lane, bounds);
		const rows: EventRow[] = [];
		const passed: [EventClass, readonly EventRow[]][] = [];
		let bytes = 0;
		for (const eventClass of classes) {
			if (rows.length === limit) break;
			const isGuessed = rows.length === 0 && guess?.lane === lane && guess.eventClass === eventClass;
			const left = [limit - rows.length, bounds.maxBytes - bytes, rows.length === 0];
			const found = isGuessed ? guess.rows : await this.#read(search, lane, eventClass, left);
			passed.push([eventClass, found]);
			for (const row of found) {
				rows.push(row);
				bytes += row.size_bytes + 1;
			}
		}
		for (const [eventClass, found] of passed) this.#places.pass(lane, eventClass, found);
		this.#lane = rows.length === limit ? lane : undefined;
		return rows;
	}

	async #read(search: Search, lane: number, eventClass: EventClass, left: readonly unknown[]): Promise<EventRow[]> {
		if (this.#isEscaped) {
			const rows = await this.#query(READ_ESCAPED, search, lane, eventClass, left);
			return rows.map((row) => ({ ...row, json: readEscaped(row.json), about: readEscaped(row.about) }));
		}
		try {
			return await this.#query(READ_TEXT, search, lane, eventClass, left);
		} catch (error) {
			if (!(error instanceof NotText)) throw error;
			this.#isEscaped = true;
			return this.#read(search, lane, eventClass, left);
		}
	}

	/** Which keys are left out depends on the places, so both are asked for at once: a search may go back between two reads. */
	#query(
		text: string,
		{ start, underWay }: Search,
		lane: number,
		eventClass: EventClass,
		left: readonly unknown[],
	): Promise<EventRow[]> {
		return this.#session.query<EventRow>(text, [
			...start,
			this.#places.notPassed(underWay),
			lane,
			eventClass,
			...this.#places.of(lane, eventClass),
			...left,
		]);
	}
}

/** Events of one batch of a lane. */
export function toLimit(lane: number, { maxEvents }: Pick<TakeOptions, 'maxEvents'>): number {
	return Math.min(maxEvents, toBatchLimit(lane));
}
