/**
 * Segment's public runner of functions, rebuilt: it wraps the code in a function whose parameters are the handlers' names, in a
 * bare context that holds only what Segment documents. (functions-library, buildpack/boreal, read 2026-11-22)
 */

import * as crypto from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import lodash from 'lodash';
import nodeFetch from 'node-fetch';
import { NOW_MS } from '../../builders.js';
import { API_KEY } from '../../deliver/delivery-builders.js';

export const HANDLERS = [
	...['onTrack', 'onPage', 'onScreen', 'onIdentify', 'onGroup', 'onAlias', 'onDelete', 'onBatch'],
] as const;
export const BUILT_FILE = new URL('../../../dist/segment-function.js', import.meta.url);

export interface BatchAnswer {
	readonly status: number;
	readonly errormessage?: string;
}

export interface SegmentFunction {
	/** Calls a handler as Segment does; the events are JSON. */
	call(handler: string, input: unknown, settings: unknown): Promise<unknown>;
	onBatch(events: unknown, settings: unknown): Promise<BatchAnswer[]>;
	/** Handlers that the code has replaced. */
	readonly handlers: readonly string[];
	/** Everything that was written to the console. */
	readonly logs: readonly unknown[];
}

interface Host {
	/** The clock there; stopped at `NOW_MS` by default. */
	readonly nowMs?: () => number;
	/** Globals that differ from Segment's; `undefined` removes one. */
	readonly globals?: Readonly<Record<string, unknown>>;
	readonly forbidsCodeFromText?: boolean;
}

type Handler = (input: unknown, settings: unknown) => Promise<unknown>;

/** Segment's error classes, which the runner recognises by name. */
function errorClass(name: string) {
	return class extends Error {
		override readonly name = name;
	};
}

/** Loads the built file. */
export function loadFunction({
	nowMs = () => NOW_MS,
	globals = {},
	forbidsCodeFromText = false,
}: Host = {}): SegmentFunction {
	const logs: unknown[] = [];
	const log = (...words: unknown[]) => void logs.push(...words);
	const console = { log, info: log, warn: log, error: log, debug: log };
	const errors = Object.fromEntries(
		['EventNotSupported', 'InvalidEventPayload', 'ValidationError', 'RetryError'].map((name) => [
			name,
			errorClass(name),
		]),
	);
	const documented = { fetch: nodeFetch, _: lodash, crypto, console, atob, btoa, ...errors, ...globals };
	const context = createContext(documented, { codeGeneration: { strings: !forbidsCodeFromText, wasm: false } });
	runInContext('(now) => { Date.now = now; }', context)(nowMs);
	const names = HANDLERS.join(', ');
	const wrapped = `(function (__exports, ${names}) {\n${readFileSync(BUILT_FILE, 'utf8')}\n;Object.assign(__exports, { ${names} });\n})`;
	const missing: Handler = async () => {
		throw new Error('This handler is missing.');
	};
	const found: Record<string, Handler> = {};
	runInContext(wrapped, context)(found, ...HANDLERS.map(() => missing));
	const call = (handler: string, input: unknown, settings: unknown) => (found[handler] as Handler)(input, settings); // All are set.
	return {
		call,
		onBatch: async (events, settings) => (await call('onBatch', events, settings)) as BatchAnswer[],
		handlers: HANDLERS.filter((name) => found[name] !== missing),
		logs,
	};
}

/** The form as a user fills it in, sending to `endpoint`. Segment passes blank fields too. */
export function aForm(endpoint: string, fields: Readonly<Record<string, unknown>> = {}) {
	return {
		apiKey: API_KEY,
		pixelId: 'pixel',
		moreSettings: JSON.stringify({ endpoint }),
		eventMapping: {},
		idFrom: [],
		...fields,
	};
}

/** `<status> <errormessage>` of each answer. */
export function linesOf(answers: readonly BatchAnswer[]): string[] {
	return answers.map(({ status, errormessage }) =>
		errormessage === undefined ? `${status}` : `${status} ${errormessage}`,
	);
}

/** How often each status was given. */
export function countsOf(answers: readonly BatchAnswer[]): Record<number, number> {
	return lodash.countBy(answers, 'status');
}
