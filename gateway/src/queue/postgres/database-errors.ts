/**
 * What PostgreSQL says, in words that may be shown: its own messages can hold values of the rows that they are about, so none of
 * them leaves this file.
 */

import pg from 'pg';
import { StorageError } from '../queue-errors.js';

/** SQLSTATE classes after which a connection is of no more use: https://www.postgresql.org/docs/15/errcodes-appendix.html */
const LOST = /^(08|57P)/;
/** A transaction that lost against another one; tried again, it works. */
const CONFLICT = /^(40001|40P01|55P03)$/;

const NOT_TEXT = /^(22021|22P05)$/;
/** Tables, columns or a schema of ours are not there. */
const UNKNOWN = /^(42P01|42703|3F000)$/;

/** SQLSTATE, or what follows from it, and what to do about it. */
const MEANINGS: readonly (readonly [RegExp, string])[] = [
	[/^28/, 'it refuses the user or the password. Correct OPENAI_ADS_QUEUE.'],
	[/^3D000/, 'there is no such database. Create it, or correct OPENAI_ADS_QUEUE.'],
	[/^42501/, 'the user may not do this. GRANT CREATE ON DATABASE, or make the user owner of the schema.'],
	[UNKNOWN, 'tables of the queue are missing. Was the schema dropped? A restart creates it anew.'],
	[/^53100/, 'its disk is full.'],
	[/^53/, 'it has no connections or memory left. Raise max_connections, or put PgBouncer in front.'],
	[/^25006/, 'it is read-only. Is it a replica? OPENAI_ADS_QUEUE must name the primary.'],
	[/^57014/, 'it took too long over a statement.'],
	[/^57P03/, 'it is starting up.'],
	[/^57P/, 'it was shut down.'],
	[/^(ECONNREFUSED|ENOENT)$/, 'nothing listens there. Start PostgreSQL, or correct OPENAI_ADS_QUEUE.'],
	[/^(ENOTFOUND|EAI_AGAIN)$/, 'its host is not known. Correct OPENAI_ADS_QUEUE.'],
	[/^(ECONNRESET|EPIPE|connection lost)$/, 'the connection was lost.'],
	[/^(ETIMEDOUT|timeout)$/, 'it does not answer in time.'],
	[
		/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY/,
		'its certificate can not be verified. Name its authority with sslrootcert.',
	],
];

/** SQLSTATE, the system's code, or `timeout`. */
export function codeOf(error: unknown): string {
	const { code, message } = error as { code?: unknown; message?: unknown };
	if (typeof code === 'string' && code.length <= 60) return code;
	const text = typeof message === 'string' ? message : '';
	if (/time-?out/i.test(text)) return 'timeout';
	if (/does not support SSL/.test(text)) return 'no_SSL';
	return 'connection lost';
}

/** The server did not answer, or ended the connection: its other connections are in doubt too. */
export function isLost(error: unknown): boolean {
	return !(error instanceof pg.DatabaseError) || LOST.test(codeOf(error));
}

/** No answer came in time, of a server that may be gone, or has much to do. */
export function isTimeout(error: unknown): boolean {
	return codeOf(error) === 'timeout';
}

/** A table or a column is missing: a later version may have changed them. */
export function isUnknown(error: unknown): boolean {
	return error instanceof pg.DatabaseError && UNKNOWN.test(codeOf(error));
}

export function isConflict(error: unknown): boolean {
	return error instanceof pg.DatabaseError && CONFLICT.test(codeOf(error));
}

/** A sentence for the operator, without any value. */
export function explain(error: unknown): string {
	const code = codeOf(error);
	const known = MEANINGS.find(([pattern]) => pattern.test(code));
	return `PostgreSQL: ${known?.[1] ?? 'it did not do what it was called for.'} (${code})`;
}

export function toStorageError(error: unknown): Error {
	const isOurs = error instanceof Error && !(error instanceof pg.DatabaseError) && 'code' in error;
	if (isOurs && /^(storage_failed|queue_full|ownership_lost|unprepared)$/.test(String(error.code))) return error;
	return isNotText(error) ? new NotText(explain(error)) : new StorageError(explain(error));
}

/** Bytes were asked for as text, and are none in the server's encoding. */
export class NotText extends StorageError {}

function isNotText(error: unknown): boolean {
	return error instanceof pg.DatabaseError && NOT_TEXT.test(codeOf(error));
}
