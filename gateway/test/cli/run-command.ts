/** Runs the built command as a process. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../temporary-folder.js';
import { until as untilTrue } from '../until.js';

const COMMAND = fileURLToPath(new URL('../../bin/openai-ads.js', import.meta.url));
const running = new Set<ChildProcess>();

export interface Running {
	readonly process: ChildProcess;
	stdout(): string;
	stderr(): string;
	/** The exit code, once it has ended. */
	readonly ended: Promise<number | null>;
}

/** Starts the command in an empty folder, without variables of the caller's. */
export function startCommand(
	args: readonly string[],
	environment: Record<string, string> = {},
	cwd = temporaryFolder(),
): Running {
	const env = { PATH: process.env['PATH'] ?? '', ...environment };
	const child = spawn(process.execPath, [COMMAND, ...args], { cwd, env });
	running.add(child);
	let [stdout, stderr] = ['', ''];
	child.stdout.on('data', (chunk) => {
		stdout += chunk;
	});
	child.stderr.on('data', (chunk) => {
		stderr += chunk;
	});
	const ended = once(child, 'close').then(([code]) => {
		running.delete(child);
		return code as number | null;
	});
	return { process: child, stdout: () => stdout, stderr: () => stderr, ended };
}

/** Runs the command to its end. */
export async function runCommand(
	args: readonly string[],
	options: { env?: Record<string, string>; input?: string; cwd?: string } = {},
) {
	const command = startCommand(args, options.env, options.cwd);
	command.process.stdin?.end(options.input ?? '');
	const code = await command.ended;
	return { code, stdout: command.stdout(), stderr: command.stderr() };
}

/** Waits until the command says that it is ready; gives its address. Throws what it said instead. */
export async function untilReady(command: Running): Promise<string> {
	const isOver = { code: undefined as number | null | undefined };
	command.ended.then((code) => {
		isOver.code = code;
	});
	const isTold = () => command.stdout().includes('\n') || isOver.code !== undefined;
	await until(isTold, 'it says that it is ready');
	const url = /^ready (\S+)\n/.exec(command.stdout())?.[1];
	if (url === undefined) throw new Error(`ended with ${isOver.code}: ${command.stderr()}`);
	return url;
}

/** Less than a test may take, so that it is this that tells what did not come. */
const PATIENCE_MS = 18_000;

/** Waits for a condition. @throws once it has waited too long, with the condition as it stands in the test */
export function until(condition: () => boolean | Promise<boolean>, what = String(condition)): Promise<void> {
	return untilTrue(what, condition, PATIENCE_MS);
}

/** For `afterEach`: ends what a failed test left behind. */
export async function endCommands(): Promise<void> {
	for (const child of [...running]) {
		child.kill('SIGKILL');
		await once(child, 'close').catch(() => {});
	}
}
