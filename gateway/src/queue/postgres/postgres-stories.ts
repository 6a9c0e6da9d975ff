/** The stories that gateways tell each other, in a table without a write-ahead log. */

import type { ForeignStory, SharedStories, SharedStory } from '../shared-stories.js';
import type { Session } from './session.js';

/** (product decision) */
const MAX_STORIES = 10_000;
/** Stories of one statement; more are read by further ones. Our choice. */
const MAX_ROWS = 2000;
/** So long after its time of writing a row may come to be seen: that of a transaction that took its time. Our choice. */
const LATE_MS = 3000;
/** Writes between two clearings. Our choice. */
const CLEAR_EVERY = 40;

const NOW = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint';
const WRITE = `INSERT INTO @stories (gateway, seq, written_ms, marks, body)
	SELECT $1, seq, ${NOW}, marks::bigint[], body FROM unnest($2::bigint[], $3::text[], $4::text[]) AS u (seq, marks, body) ORDER BY seq
	ON CONFLICT (gateway, seq) DO UPDATE SET written_ms = excluded.written_ms, marks = excluded.marks, body = excluded.body`;
const READ = `SELECT gateway, seq::float8 AS seq, written_ms::float8 AS written_ms, marks::float8[] AS marks, body FROM @stories
	WHERE gateway NOT IN ($1, '') AND (written_ms, gateway, seq) > ($2, $3, $4) ORDER BY written_ms, gateway, seq LIMIT ${MAX_ROWS}`;
const CLEAR = `DELETE FROM @stories WHERE written_ms < (SELECT written_ms FROM @stories ORDER BY written_ms DESC OFFSET ${MAX_STORIES} LIMIT 1)`;
const REMOVE = "DELETE FROM @stories WHERE gateway <> '' AND marks && $1::bigint[]";
/** A row of no gateway names whom the others are to forget, for as long as they need to see it. */
const FORGET = `WITH gone AS (${REMOVE})
	INSERT INTO @stories (gateway, seq, written_ms, marks, body) VALUES ('', (extract(epoch FROM clock_timestamp()) * 1e6)::bigint, ${NOW}, $1::bigint[], '')
	ON CONFLICT (gateway, seq) DO UPDATE SET marks = stories.marks || excluded.marks`;
const FORGOTTEN = `SELECT seq::float8 AS seq, marks::float8[] AS marks FROM @stories WHERE gateway = '' AND seq > $1 ORDER BY seq`;
const SEEN_BY_ALL = `DELETE FROM @stories WHERE gateway = '' AND written_ms < ${NOW} - ${30_000}`;

/** Removes the rows that name whom to forget, once all gateways have seen them. */
export async function cleanForgotten(session: Session): Promise<void> {
	await session.query(SEEN_BY_ALL);
}

interface Row extends ForeignStory {
	readonly written_ms: number;
}

type Place = readonly [writtenMs: number, gateway: string, seq: number];

export interface StoriesPorts {
	readonly database: Session;
	readonly gatewayId: string;
	readonly leases: { readonly others: number };
}

export class PostgresStories implements SharedStories {
	readonly #ports: StoriesPorts;
	/** The newest that was read, of all calls. */
	#newestMs = Number.NEGATIVE_INFINITY;
	/** Of the last seconds, since they are read again: when each was written. */
	#recent = new Map<string, number>();
	#writes = 0;
	/** Of the last row that named whom to forget. */
	#forgotten = 0;

	constructor(ports: StoriesPorts) {
		this.#ports = ports;
	}

	get hasOthers(): boolean {
		return this.#ports.leases.others > 0;
	}

	async write(stories: readonly SharedStory[]): Promise<void> {
		const { database, gatewayId } = this.#ports;
		const columns = [
			stories.map(({ seq }) => seq),
			stories.map(({ marks }) => `{${marks.join()}}`),
			stories.map(({ body }) => body),
		];
		await database.query(WRITE, [gatewayId, ...columns]);
		if (this.#writes++ % CLEAR_EVERY === 0) await database.query(CLEAR);
	}

	async readNew(): Promise<readonly ForeignStory[]> {
		const found: ForeignStory[] = [];
		let place: Place = [Number.isFinite(this.#newestMs) ? this.#newestMs - LATE_MS : 0, '', 0];
		for (;;) {
			const rows = await this.#ports.database.query<Row>(READ, [this.#ports.gatewayId, ...place]);
			found.push(...rows.filter((row) => this.#isNews(row)));
			const last = rows.at(-1);
			if (last === undefined || rows.length < MAX_ROWS || found.length >= MAX_STORIES) break;
			place = [last.written_ms, last.gateway, last.seq];
		}
		for (const [name, writtenMs] of this.#recent) {
			if (writtenMs < this.#newestMs - LATE_MS) this.#recent.delete(name);
		}
		return found;
	}

	async forget(marks: readonly number[]): Promise<void> {
		if (marks.length > 0) await this.#ports.database.query(this.hasOthers ? FORGET : REMOVE, [marks]);
	}

	async readForgotten(): Promise<readonly number[]> {
		const rows = await this.#ports.database.query<Pick<Row, 'seq' | 'marks'>>(FORGOTTEN, [this.#forgotten]);
		this.#forgotten = rows.at(-1)?.seq ?? this.#forgotten;
		return rows.flatMap(({ marks }) => marks);
	}

	#isNews({ gateway, seq, written_ms }: Row): boolean {
		const name = `${gateway} ${seq}`;
		if (this.#recent.get(name) === written_ms) return false;
		this.#recent.set(name, written_ms);
		this.#newestMs = Math.max(this.#newestMs, written_ms);
		return true;
	}
}
