/** Load from a process of its own, so that making it takes nothing from what is measured but its share of the machine. */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

export interface LoadOptions {
	readonly url: string;
	/** A write key. */
	readonly key?: string;
	/** Of the events' ids. */
	readonly prefix: string;
	readonly perCall: number;
	/** Calls. */
	readonly inFlight: number;
	/** It ends after so many, or after so many seconds. */
	readonly events: number;
	readonly seconds: number;
	readonly perSecond: number;
}

export interface LoadOutcome {
	readonly acknowledged: number;
	readonly refused: number;
	readonly seconds: number;
	/** Until an answer came: half of them, all but one in a hundred, the slowest. */
	readonly medianMs: number;
	readonly p99Ms: number;
	readonly worstMs: number;
}

const UNBOUNDED = { events: 1e9, seconds: 1e6, perSecond: 1e9 };
const CHILD = new URL('load-child.ts', import.meta.url);

/** Sends to the gateway until all of it is answered. */
export async function load(options: Partial<LoadOptions> & Pick<LoadOptions, 'url' | 'prefix'>): Promise<LoadOutcome> {
	const all = { perCall: 100, inFlight: 32, ...UNBOUNDED, ...options };
	const child = fork(CHILD, [JSON.stringify(all)], { execArgv: ['--import=tsx'] });
	const outcome = await Promise.race([once(child, 'message'), once(child, 'exit')]);
	if (typeof outcome[0] !== 'object') throw new Error('The process that makes load ended.');
	return outcome[0] as LoadOutcome;
}

/** Processor time that a process has used, of all its threads, in milliseconds: Linux counts in hundredths of a second. */
export function readCpuMs(pid: number): number {
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
	return (Number(fields[11]) + Number(fields[12])) * 10;
}
