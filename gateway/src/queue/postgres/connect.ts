/** Connects to the database that holds a queue, and creates its tables or brings them up to date. */

import type { Log } from '../../log.js';
import { StartError } from '../../start-error.js';
import { StorageError } from '../queue-errors.js';
import { Database } from './database.js';
import { explain } from './database-errors.js';
import { checkVersion, migrate } from './migrate.js';
import { refillSeen } from './seen.js';

export interface ConnectOptions {
	/** `postgres://...` */
	readonly url: string;
	/** A name of ours: it stands in statements as it is. */
	readonly schema: string;
	sleep(ms: number, signal: AbortSignal): Promise<void>;
	readonly log: Pick<Log, 'warn' | 'info'>;
}

/** Reading all of the queue for the ids that wait in it. */
const LONG_MS = 60_000;
const AWAY = 'Requests are answered 503 until it is back; nothing that was acknowledged is lost.';
const EMPTIED =
	'The database had crashed, and with it went the ids of events that were sent before. A resend of one of those is sent once more; OpenAI keeps the first.';

/** @throws StartError that says what is in the way */
export async function connect(options: ConnectOptions): Promise<Database> {
	const { schema } = options;
	const database = createDatabase(options);
	try {
		await database.raw((session) => migrate(session, schema));
		await database.transaction(refillSeen, LONG_MS);
		return database;
	} catch (error) {
		await database.end();
		throw toStartError(error);
	}
}

function createDatabase({ url, schema, sleep, log }: ConnectOptions): Database {
	return new Database(url, schema, {
		sleep,
		check: async (session) => {
			await checkVersion(session).catch((error: Error) => Promise.reject(new StorageError(error.message)));
			await session.query('BEGIN');
			const wasEmptied = await refillSeen(session);
			await session.query('COMMIT');
			if (wasEmptied) log.warn({}, EMPTIED);
		},
		onAway: (why) => log.warn({}, `The database of the queue can not be used. ${why} ${AWAY}`),
		onBack: () => log.info({}, 'The database of the queue can be used again.'),
	});
}

export function toStartError(error: unknown): StartError {
	if (error instanceof StartError) return error;
	if (error instanceof StorageError) return new StartError(`OPENAI_ADS_QUEUE: ${error.message}`, 1);
	return new StartError(`OPENAI_ADS_QUEUE: ${explain(error)}`, 1);
}
