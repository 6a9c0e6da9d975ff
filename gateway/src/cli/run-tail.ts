/** `openai-ads tail` */

import { setTimeout as sleep } from 'node:timers/promises';
import { AdminCallError } from '../operate/admin-call.js';
import { loadGateway } from '../settings/load-configuration.js';
import { StartError } from '../start-error.js';
import { createEventPrinter, legend, pageOf } from '../tail/event-printer.js';
import type { Filters } from '../tail/filters.js';
import { tail } from '../tail/tail.js';
import { styleOf, widthOf } from '../terminal/style.js';
import { toAccess } from './find-operator.js';
import { say } from './say.js';
import { untilStopped } from './until-stopped.js';

export interface TailFlags extends Filters {
	readonly last: number;
	readonly json?: boolean;
	readonly admin?: string;
	readonly config?: string;
}

/** Prints until it is interrupted, and sets the exit code: 130, or 1 if no gateway answers or it says no. @throws StartError */
export async function runTail({ last, json, admin, config, ...filters }: TailFlags): Promise<void> {
	const access = toAccess(admin, loadGateway({ environment: process.env, flags: {}, configFile: config }));
	if (access === undefined) throw new StartError('The admin listener is switched off: name one with --admin.');
	const { stdout } = process;
	const style = styleOf(stdout, process.env);
	const isJson = json === true;
	const printer = createEventPrinter({
		style,
		width: widthOf(stdout),
		isJson,
		isLimited: stdout.isTTY && !isJson,
		isSearch: filters.find !== undefined,
		print: (line) => console.log(line),
		tell: say,
		nowMs: () => Date.now(),
	});
	const ending = new AbortController();
	untilStopped().then(() => ending.abort());
	// Who reads has seen enough (`| head`).
	stdout.on('error', () => ending.abort());
	const begin = () => {
		if (!stdout.isTTY || isJson) return;
		console.log(legend(style));
		if (filters.find !== undefined) console.log(pageOf(access.origin, filters.find));
	};
	const rest = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => {});
	try {
		await tail(access, { filters, last }, { printer, begin, tell: say, sleep: rest }, ending.signal);
		process.exitCode = 130;
	} catch (error) {
		if (!(error instanceof AdminCallError)) throw error;
		say(`openai-ads: ${error.message}`);
		process.exitCode = 1;
	}
	// The signal handlers keep nothing alive, but a socket may.
	setTimeout(() => process.exit(), 100).unref();
}
