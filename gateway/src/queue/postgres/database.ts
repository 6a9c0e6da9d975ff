/**
 * The way to PostgreSQL: few connections, a time-out on everything, parameters and never literals. Works behind PgBouncer in
 * transaction mode: nothing is left on a connection but prepared statements, which are given up where they are not kept, and
 * whatever is set is set for one transaction.
 */

import pg from 'pg';
import { StorageError } from '../queue-errors.js';
import { Availability } from './availability.js';
import { isLost, isTimeout, isUnknown, toStorageError } from './database-errors.js';
import { type ClientSession, createSession, type Row, type Session, Unprepared } from './session.js';
import { inTransaction, withTries } from './transaction.js';
import { toVerifiedUrl } from './verified-url.js';

export type { Row, Session } from './session.js';

/** Of one gateway. (product decision) */
const MAX_CONNECTIONS = 10;
/** A request waits no longer for a connection or for an answer: it has to be answered within 5 s. Our choice. */
export const QUICK_MS = 2500;
/** For work that no request waits for. Our choice. */
export const SLOW_MS = 30_000;
/** For reading all of the queue, such as for the ids that wait in it. */
export const LONG_MS = 60_000;

/** Runs work in a transaction that may take long. */
export type AtLength = <T>(work: (session: Session) => Promise<T>) => Promise<T>;

export interface DatabasePorts {
	/** Checks what the database holds, when it is back and now and then. */
	check(session: Session, atLength: AtLength): Promise<void>;
	sleep(ms: number, signal: AbortSignal): Promise<void>;
	onAway(why: string): void;
	onBack(): void;
}

export class Database implements Session {
	readonly #pool: pg.Pool;
	readonly #availability: Availability;
	readonly #schema: string;
	readonly #probe: () => Promise<void>;
	#canPrepare = true;
	#isUnsure = false;
	#checking: Promise<void> | undefined;

	/** Connects when it is first needed. @param url `postgres://...` @param schema a name of ours: it stands in statements as it is */
	constructor(url: string, schema: string, ports: DatabasePorts) {
		this.#schema = schema;
		this.#pool = new pg.Pool({
			connectionString: toVerifiedUrl(url),
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
		const atLength: AtLength = (work) =>
			this.#use(LONG_MS, (session) => withTries(() => inTransaction(session, work, LONG_MS)));
		this.#probe = () => this.#use(QUICK_MS, (session) => ports.check(session, atLength));
		this.#availability = new Availability({ ...ports, probe: this.#probe });
	}

	/** @throws StorageError, at once while the database is away */
	async query<T = Row>(text: string, values: readonly unknown[] = [], timeoutMs = QUICK_MS): Promise<T[]> {
		return this.#guarded(() => this.#use(timeoutMs, (session) => session.query<T>(text, values)));
	}

	/**
	 * The same, and the server plans the statement once for each connection rather than each time: for what runs very often and
	 * has one good plan, however many rows there are.
	 */
	async prepared<T = Row>(text: string, values: readonly unknown[], timeoutMs = QUICK_MS): Promise<T[]> {
		if (!this.#canPrepare) return this.query(text, values, timeoutMs);
		try {
			return await this.#guarded(() => this.#use(timeoutMs, (session) => session.prepared<T>(text, values)));
		} catch (error) {
			if (!(error instanceof Unprepared)) throw error;
			this.#canPrepare = false;
			return this.query(text, values, timeoutMs);
		}
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

	/**
	 * Looks whether the database still holds what this version can work with: a later one may have changed it. If not, calls are
	 * refused with the reason until it does. One look for all who ask at a time.
	 */
	async verify(): Promise<void> {
		this.#availability.check();
		this.#checking ??= this.#look().finally(() => {
			this.#checking = undefined;
		});
		return this.#checking;
	}

	async #look(): Promise<void> {
		try {
			await this.#probe();
			this.#isUnsure = false;
		} catch (error) {
			if (error instanceof StorageError || this.#hasLost(error)) this.#availability.lose(error);
			throw error;
		}
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
			if (this.#isUnsure) await this.verify();
			return await work();
		} catch (error) {
			const plain = toStorageError(error);
			// A statement may wait for others, while the server is well.
			if (isUnknown(error) || isTimeout(error)) void this.verify().catch(() => {});
			else if (plain !== error && this.#hasLost(error)) this.#availability.lose(error);
			throw plain;
		}
	}

	/** Also where no connection is left and none is given, such as after a change of the password. */
	#hasLost(error: unknown): boolean {
		return isLost(error) || this.#pool.totalCount === 0;
	}

	async #use<T>(timeoutMs: number, work: (session: ClientSession) => Promise<T>): Promise<T> {
		const client = await this.#pool.connect();
		const session = createSession(client, this.#schema, timeoutMs);
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
