/** Starts the built command as a process of its own, as a user would. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

export { until } from '../until.js';

const COMMAND = resolve(import.meta.dirname, '../../bin/openai-ads.js');

/** Part of the environment: delivers events 20 ms after they came, rather than a second, where a test waits for them. */
export const AT_ONCE = { OPENAI_ADS_CONFIG: resolve(import.meta.dirname, 'at-once.json') };

export interface GatewayProcess {
	readonly url: string;
	readonly pid: number;
	/** Its standard error so far. */
	stderr(): string;
	/** Sends the signal and resolves with the exit code, or the signal's name if that ended it. */
	end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>;
}

/** The machine's environment without any of the gateway's own variables. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
	const entries = Object.entries(process.env).filter(
		([name]) => !/^OPENAI_(ADS|CONVERSIONS)_/.test(name) && name !== 'NODE_ENV',
	);
	return Object.fromEntries(entries);
}

/** Resolves when the command has printed its `ready` line. @throws with its standard error if it ends before */
export async function startGatewayProcess(
	args: readonly string[],
	env: Readonly<Record<string, string>>,
): Promise<GatewayProcess> {
	const child = spawn(process.execPath, [COMMAND, 'start', ...args], {
		// Several run at once, and only one could have the admin listener's usual port.
		env: { ...cleanEnvironment(), OPENAI_ADS_ADMIN_PORT: '0', ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let stderr = '';
	child.stderr.on('data', (chunk) => {
		stderr += chunk;
	});
	const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
	const ready = once(createInterface(child.stdout), 'line').then(([line]) => String(line));
	const line = await Promise.race([ready, ended.then((code) => `ended ${code}`)]);
	const url = /^ready (\S+)$/.exec(line)?.[1];
	if (url === undefined) throw new Error(`The gateway did not start: ${line}\n${stderr}`);
	return { url, pid: child.pid ?? 0, stderr: () => stderr, end: (signal) => end(child, ended, signal) };
}

async function end(
	child: ChildProcess,
	ended: Promise<number | NodeJS.Signals>,
	signal: NodeJS.Signals,
): Promise<number | NodeJS.Signals> {
	child.kill(signal);
	return ended;
}
