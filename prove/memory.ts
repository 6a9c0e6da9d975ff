/** What a process uses of the memory, from Linux's own count. */

import { readFileSync } from 'node:fs';

/** Megabytes it has now. */
export function residentMb(pid: number): number {
	return readMb(pid, 'VmRSS');
}

/** The most megabytes it ever had. */
export function peakMb(pid: number): number {
	return readMb(pid, 'VmHWM');
}

function readMb(pid: number, name: string): number {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024);
}
