/**
 * The way to PostgreSQL: few connections, a time-out on everything, parameters and never literals. Works behind PgBouncer in
 * transaction mode: nothing is left on a connection, no statement has a name, and whatever is set is set for one transaction.
 */

import pg from 'pg';
import { Availability } from './availability.js';
import { isConflict, isLost, toStorageError } from './database-errors.js';

/** Of one gateway. (product decision) */
const MAX_CONNECTIONS = 10;
/** A request waits no longer for a connection or for an answer: it has to be answered within 5 s. Our choice. */
export const QUICK_MS = 2500;
/** For work that no request waits for. Our choice. */
export const SLOW_MS = 30_000;
/** A gateway that was stopped within a transaction holds its locks no longer than this: less than a take-over may take. */
const IDLE_MS = 4000;
/** How often a transaction that lost against another is tried. Our choice. */
const TRIES = 4;

export type Row = Readonly<Record<string, unknown>>;

/** Runs a statement, within a transaction or on its own. */
export interface Session {
	/** Rows of a statement with `$1`, `$2`... for its values, and `@` before each table of ours. */
	query<T = Row>(text: string, values?: readonly unknown[]): Promise<T[]>;
}

export interface DatabasePorts {
	/** Checks what the database holds, when it is back. */
	check(session: Session): Promise<void>;
	sleep(ms: number, signal: AbortSignal): Promise<void>;
	onAway(why: string): void;
	onBack(): void;
}

export class Database implements Session {
	readonly #pool: pg.Pool;
	readonly #availability: Availability;
	readonly #schema: string;
	readonly #probe: () => Promise<void>;
	#isUnsure = false;
	#checking: Promise<void> | undefined;

	/** Connects when it is first needed. @param url `postgres://...` @param schema a name of ours: it stands in statements as it is */
	constructor(url: string, schema: string, ports: DatabasePorts) {
		this.#schema = schema;
		this.#pool = new pg.Pool({
			connectionString: url,
			max: MAX_CONNECTIONS,
			connectionTimeoutMillis: QUICK_MS,
			idleTimeoutMillis: 30_000,
			keepAlive: true,
			keepAliveInitialDelayMillis: 5000,
			application_name: 'openai-ads',
		});
		// A connection that nobody uses was lost: the server may have crashed, and be back before the next call.
		this.#pool.on('error', () => {
			this.#isUnsure = true;
		});
		// The same while a call has it between two statements: its next one fails.
		this.#pool.on('connect', (client) => client.on('error', () => {}));
		this.#probe = () => this.#use(QUICK_MS, (session) => ports.check(session));
		this.#availability = new Availability({ ...ports, probe: this.#probe });
	}

	/** @throws StorageError, at once while the database is away */
	async query<T = Row>(text: string, values: readonly unknown[] = [], timeoutMs = QUICK_MS): Promise<T[]> {
		return this.#guarded(() => this.#use(timeoutMs, (session) => session.query<T>(text, values)));
	}

	/**
	 * Runs `work` in a transaction, which is on disk when it resolves; again if it lost against another one, so `work` must
	 * change nothing else.
	 */
	async transaction<T>(work: (session: Session) => Promise<T>, timeoutMs = QUICK_MS): Promise<T> {
		return this.#guarded(() =>
			this.#use(timeoutMs, (session) => withTries(() => inTransaction(session, work, timeoutMs))),
		);
	}

	/** As it is told when nothing has been opened yet. @throws what the driver throws */
	async raw<T>(work: (session: Session) => Promise<T>): Promise<T> {
		return this.#use(SLOW_MS, work);
	}

	/** Calls are refused. */
	get isAway(): boolean {
		return this.#availability.isAway;
	}

	async end(): Promise<void> {
		this.#availability.close();
		await this.#pool.end();
	}

	async #guarded<T>(work: () => Promise<T>): Promise<T> {
		this.#availability.check();
		try {
			if (this.#isUnsure) await this.#makeSure();
			return await work();
		} catch (error) {
			const plain = toStorageError(error);
			if (plain !== error && isLost(error)) this.#availability.lose(error);
			throw plain;
		}
	}

	/** One check for all calls that wait for it. */
	#makeSure(): Promise<void> {
		this.#checking ??= this.#probe()
			.then(() => {
				this.#isUnsure = false;
			})
			.finally(() => {
				this.#checking = undefined;
			});
		return this.#checking;
	}

	async #use<T>(timeoutMs: number, work: (session: Session) => Promise<T>): Promise<T> {
		const client = await this.#pool.connect();
		const session = toSession(client, this.#schema, timeoutMs);
		try {
			const result = await work(session);
			client.release();
			return result;
		} catch (error) {
			// After a time-out the answer may still come: the connection must not be used again.
			client.release(session.isBroken);
			throw error;
		}
	}
}

function toSession(client: pg.PoolClient, schema: string, timeoutMs: number): Session & { isBroken: boolean } {
	const session = {
		isBroken: false,
		query: async <T>(statement: string, values: readonly unknown[] = []): Promise<T[]> => {
			const text = statement.replaceAll('@', `${schema}.`);
			try {
				const result = await client.query({ text, values: [...values], query_timeout: timeoutMs } as pg.QueryConfig);
				return (Array.isArray(result) ? [] : result.rows) as T[];
			} catch (error) {
				if (isLost(error)) session.isBroken = true;
				throw error;
			}
		},
	};
	return session;
}

async function inTransaction<T>(
	session: Session,
	work: (session: Session) => Promise<T>,
	timeoutMs: number,
): Promise<T> {
	// Numbers of ours alone. A server that does not wait for its disk by default waits here.
	await session.query(`BEGIN; SET LOCAL statement_timeout = ${timeoutMs};
		SET LOCAL idle_in_transaction_session_timeout = ${IDLE_MS};
		SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'`);
	try {
		const result = await work(session);
		await session.query('COMMIT');
		return result;
	} catch (error) {
		if (!isLost(error)) await session.query('ROLLBACK').catch(() => {});
		throw error;
	}
}

async function withTries<T>(attempt: () => Promise<T>): Promise<T> {
	for (let left = TRIES - 1; ; left--) {
		try {
			return await attempt();
		} catch (error) {
			if (left === 0 || !isConflict(error)) throw error;
		}
	}
}
