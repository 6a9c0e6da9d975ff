/** Connects to the database that holds a queue, and creates its tables or brings them up to date. */

import type { Log } from '../../log.js';
import { StartError } from '../../start-error.js';
import { StorageError } from '../queue-errors.js';
import { Database, LONG_MS } from './database.js';
import { explain, toStorageError } from './database-errors.js';
import { checkVersion, migrate } from './migrate.js';
import { isSeenWhole, refillSeen } from './seen.js';

export interface ConnectOptions {
	/** `postgres://...` */
	readonly url: string;
	/** A name of ours: it stands in statements as it is. */
	readonly schema: string;
	sleep(ms: number, signal: AbortSignal): Promise<void>;
	readonly log: Pick<Log, 'warn' | 'info'>;
}

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
		check: async (session, atLength) => {
			await checkVersion(session).catch((error) => Promise.reject(toAway(error)));
			// Looked for first, since the transaction costs more, and mostly nothing is missing.
			if (!(await isSeenWhole(session)) && (await atLength(refillSeen))) log.warn({}, EMPTIED);
		},
		onAway: (why) => log.warn({}, `The database of the queue can not be used. ${why} ${AWAY}`),
		onBack: () => log.info({}, 'The database of the queue can be used again.'),
	});
}

/** What a start would say of tables that it can't work with; of anything else what every call says. */
function toAway(error: unknown): Error {
	return error instanceof StartError ? new StorageError(error.message) : toStorageError(error);
}

export function toStartError(error: unknown): StartError {
	if (error instanceof StartError) return error;
	if (error instanceof StorageError) return new StartError(`OPENAI_ADS_QUEUE: ${error.message}`, 1);
	return new StartError(`OPENAI_ADS_QUEUE: ${explain(error)}`, 1);
}
