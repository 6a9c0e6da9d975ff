/** Structured log lines on stderr, without bodies, headers, addresses, query strings, keys or values of events. */

import type { Logger } from 'openai-ads-destination';
import { type LogFn, type Logger as PinoLogger, pino, stdTimeFunctions } from 'pino';
import { createLineWriter, type LineWriter } from './log-writer.js';
import { type Fields, RepeatedLines } from './repeated-lines.js';
import { toLogLines } from './terminal/log-line.js';
import { styleOf, widthOf } from './terminal/style.js';

export type Log = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error'>;

export interface GatewayLog {
	readonly log: PinoLogger;
	/** Lines dropped since the start, because nobody read standard error. */
	droppedLines(): number;
}

/** Creates the gateway's logger: JSON lines on stderr, on a terminal lines for people, `info` and above; of warnings and errors one a minute and cause. */
export function createLog(): GatewayLog {
	const repeated = new RepeatedLines(() => performance.now());
	const formatters = { level: (level: string) => ({ level }) };
	const hooks = { logMethod: holdBack(repeated) };
	const options = { base: null, level: 'info', timestamp: stdTimeFunctions.isoTime, formatters, serializers, hooks };
	// Node writes to a file or a terminal at once, and to a pipe as long as it is read.
	const writer = createLineWriter(process.stderr);
	const log = pino(options, process.stderr.isTTY ? forPeople(writer) : writer);
	const tell = (isLast: boolean) => {
		for (const { level, fields, message } of repeated.takeHeldBack(isLast)) {
			if (level >= ERROR) log.error(fields, message);
			else log.warn(fields, message);
		}
	};
	setInterval(() => tell(false), TELL_EVERY_MS).unref();
	process.once('exit', () => tell(true));
	return { log, droppedLines: () => writer.dropped() };
}

function forPeople(writer: LineWriter): Pick<LineWriter, 'write'> {
	const { stderr, env } = process;
	return { write: (line) => writer.write(toLogLines(line, { style: styleOf(stderr, env), width: widthOf(stderr) })) };
}

/** Pino's own numbers. */
const [WARN, ERROR] = [40, 50];
/** How often it is looked whether there is something held back to tell. Our choice. */
const TELL_EVERY_MS = 5000;

function holdBack(repeated: RepeatedLines) {
	return function log(this: PinoLogger, args: Parameters<LogFn>, method: LogFn, level: number): void {
		const [first, second] = args as [unknown, unknown?];
		const [fields, message] = typeof first === 'string' ? [{}, first] : [first as Fields, String(second ?? '')];
		if (level < WARN || repeated.lets({ level, fields, message })) method.apply(this, [fields, message]);
	};
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

/** The same log, whose lines say which pixel they are about. @param nameOf its name at that moment */
export function logOf(log: Log, nameOf: () => string): Log {
	const label =
		(level: keyof Log) =>
		(first: object | string, message?: string): void => {
			if (typeof first === 'string') log[level]({ pixel: nameOf() }, first);
			else log[level]({ pixel: nameOf(), ...first }, message);
		};
	return { debug: label('debug'), info: label('info'), warn: label('warn'), error: label('error') };
}
