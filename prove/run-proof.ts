/** Runs one proof in a process of its own, which reaches nothing but this machine and ends in time, with all that it started. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Figures, inWords } from './proof.js';
import { PROOFS } from './proofs.js';

const CHILD = new URL('prove-one.ts', import.meta.url);
const LOOPBACK_ONLY = new URL('loopback-only.mjs', import.meta.url);

/** Prints the figures as a table of Markdown. @returns whether the claim holds */
export async function runProof(name: string): Promise<boolean> {
	const { shows, limitMinutes } = PROOFS[name] ?? { shows: '', limitMinutes: 0 };
	console.log(`\n## ${name}\n\n${shows}\n`);
	const startMs = performance.now();
	const child = spawn(process.execPath, ['--import=tsx', CHILD.pathname, name], {
		// A group of its own, so that the gateways it starts end with it.
		detached: true,
		env: { ...process.env, NODE_OPTIONS: `--import=${LOOPBACK_ONLY.href}` },
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
	});
	const endAll = () => endGroup(child.pid);
	process.once('exit', endAll);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
	const timer = setTimeout(endAll, limitMinutes * 60_000);
	let figures: Figures | undefined;
	child.on('message', (message: Figures) => {
		figures = message;
	});
	await once(child, 'exit');
	clearTimeout(timer);
	endAll();
	process.off('exit', endAll);
	const seconds = (performance.now() - startMs) / 1000;
	if (figures === undefined) console.log(`**Failed** after ${seconds.toFixed(0)} s.`);
	else printTable({ ...figures, 'time taken': `${seconds.toFixed(0)} s` });
	return figures !== undefined;
}

function printTable(figures: Figures): void {
	console.log('| Figure | |\n| --- | --- |');
	for (const [name, figure] of Object.entries(figures)) console.log(`| ${name} | ${inWords(figure)} |`);
}

function endGroup(pid: number | undefined): void {
	if (pid === undefined) return;
	try {
		process.kill(-pid, 'SIGKILL');
	} catch {
		// Nothing of it is left.
	}
}
