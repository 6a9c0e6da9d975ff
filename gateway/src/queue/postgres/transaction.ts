/** Transactions: on disk when they resolve, with a time-out of the server's own, and tried again if they lost against another. */

import { isConflict, isLost } from './database-errors.js';
import type { Session } from './session.js';

/** A gateway that was stopped within a transaction holds its locks no longer than this: less than a take-over may take. */
const IDLE_MS = 4000;
/** How often a transaction that lost against another is tried. Our choice. */
const TRIES = 4;

export async function inTransaction<T>(
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

export async function withTries<T>(attempt: () => Promise<T>): Promise<T> {
	for (let left = TRIES - 1; ; left--) {
		try {
			return await attempt();
		} catch (error) {
			if (left === 0 || !isConflict(error)) throw error;
		}
	}
}
