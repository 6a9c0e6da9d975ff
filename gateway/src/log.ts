/** Structured log lines on stderr, without bodies, headers, addresses, query strings, keys or values of events. */

import type { Logger } from 'openai-ads-destination';
import { destination, type Logger as PinoLogger, pino, stdTimeFunctions } from 'pino';

export type Log = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error'>;

/** Creates the gateway's logger: JSON lines on stderr, `info` and above. */
export function createLog(): PinoLogger {
	const formatters = { level: (level: string) => ({ level }) };
	const options = { base: null, level: 'info', timestamp: stdTimeFunctions.isoTime, formatters, serializers };
	// Synchronous, so that the last lines before the process ends are not lost.
	return pino(options, destination({ fd: 2, sync: true }));
}

/** What log lines may say about requests, answers and errors. Fastify logs these three itself. */
const serializers = {
	req: (request: { method?: string }) => ({ method: request.method }),
	res: (reply: { statusCode?: number }) => ({ statusCode: reply.statusCode }),
	err: describeError,
};

/** Name, code and place. Never the message: JSON.parse and SQLite quote their input in theirs. */
function describeError(error: unknown): Record<string, unknown> {
	if (!(error instanceof Error)) return { type: typeof error };
	const { code } = error as { code?: unknown };
	const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
	return {
		type: error.name,
		...(typeof code === 'string' ? { code } : {}),
		at: frames?.slice(0, 5).map((line) => line.trim()),
	};
}

/** The logger in the library's form: message first. */
export function toLibraryLogger(log: Log): Logger {
	return {
		debug: (message, fields) => log.debug(fields, message),
		info: (message, fields) => log.info(fields, message),
		warn: (message, fields) => log.warn(fields, message),
		error: (message, fields) => log.error(fields, message),
	};
}
