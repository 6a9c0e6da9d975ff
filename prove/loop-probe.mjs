/**
 * Loaded before a gateway: writes to the file of PROBE_FILE for how long its event loop was blocked at worst, in milliseconds. What
 * others did on the processor meanwhile is told apart by Linux's own count of the thread's time. Delete the file to begin anew.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const TICK_MS = 5;
const file = process.env.PROBE_FILE;
const readCpuMs = () => Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;

if (isMainThread && file !== undefined) {
	let worst = { cpuMs: 0, wallMs: 0 };
	let [cpuMs, wallMs] = [readCpuMs(), performance.now()];
	setInterval(() => {
		const [cpu, wall] = [readCpuMs(), performance.now()];
		// Between two ticks there may be several turns, so this is rather too much than too little.
		worst = { cpuMs: Math.max(worst.cpuMs, cpu - cpuMs), wallMs: Math.max(worst.wallMs, wall - wallMs) };
		[cpuMs, wallMs] = [cpu, wall];
	}, TICK_MS).unref();
	setInterval(() => {
		if (!existsSync(file)) worst = { cpuMs: 0, wallMs: 0 };
		writeFileSync(file, JSON.stringify(worst));
	}, 500).unref();
}
