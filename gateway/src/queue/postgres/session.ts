/** Statements on one connection. */

import { hash } from 'node:crypto';
import pg from 'pg';
import { codeOf, isLost } from './database-errors.js';

export type Row = Readonly<Record<string, unknown>>;

/** Runs a statement, within a transaction or on its own. */
export interface Session {
	/** Rows of a statement with `$1`, `$2`... for its values, and `@` before each table of ours. */
	query<T = Row>(text: string, values?: readonly unknown[]): Promise<T[]>;
}

/** One that may have the server keep what it is to run often. */
export interface Preparing extends Session {
	prepared<T = Row>(text: string, values: readonly unknown[]): Promise<T[]>;
}

export interface ClientSession extends Preparing {
	/** The connection must not be used again. */
	readonly isBroken: boolean;
}

/** Something between this gateway and the server, such as PgBouncer before 1.21, hands its statements to several connections. */
export class Unprepared extends Error {
	override readonly name = 'Unprepared';
	readonly code = 'unprepared';
}

/** SQLSTATE: there is no statement of this name, or one already: https://www.postgresql.org/docs/15/errcodes-appendix.html */
const NOT_KEPT = /^(26000|42P05)$/;

/** The driver takes a time-out that its types do not name. */
type TimedQuery = pg.QueryConfig & { readonly query_timeout: number };

export function createSession(client: pg.PoolClient, schema: string, timeoutMs: number): ClientSession {
	const state = { isBroken: false };
	const run = async <T>(statement: string, values: readonly unknown[], toName?: (text: string) => string) => {
		const text = statement.replaceAll('@', `${schema}.`);
		const name = toName === undefined ? {} : { name: toName(text) };
		try {
			const config: TimedQuery = { text, values: [...values], query_timeout: timeoutMs, ...name };
			const result = await client.query(config);
			return (Array.isArray(result) ? [] : result.rows) as T[];
		} catch (error) {
			if (isLost(error)) state.isBroken = true;
			throw error;
		}
	};
	return Object.assign(state, {
		query: <T>(statement: string, values: readonly unknown[] = []) => run<T>(statement, values),
		prepared: async <T>(statement: string, values: readonly unknown[]) => {
			try {
				return await run<T>(statement, values, nameOf);
			} catch (error) {
				if (error instanceof pg.DatabaseError && NOT_KEPT.test(codeOf(error))) throw new Unprepared();
				throw error;
			}
		},
	});
}

const names = new Map<string, string>();

/** Made of the text: whoever has prepared a statement of this name has prepared this one. */
function nameOf(text: string): string {
	const known = names.get(text) ?? `openai_ads_${hash('sha256', text, 'hex').slice(0, 32)}`;
	names.set(text, known);
	return known;
}
