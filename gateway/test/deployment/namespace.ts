/** A network of its own, as a pod or a container has it, with one address that this machine can call. */

import { spawn } from 'node:child_process';
import { findTool } from '../find-tool.js';
import { run } from './tools.js';

export interface Namespace {
	/** Where this machine reaches what listens inside on all addresses. */
	readonly address: string;
	/** Starts a program inside. */
	spawn(program: string, args: readonly string[], env: NodeJS.ProcessEnv): ReturnType<typeof spawn>;
	remove(): Promise<void>;
}

/** `undefined` where that is not permitted: it takes root, and Linux. */
export async function createNamespace(): Promise<Namespace | undefined> {
	const ip = findTool('ip');
	if (ip === undefined || process.getuid?.() !== 0) return undefined;
	const name = `oads${process.pid % 10_000}`;
	const net = `10.213.${process.pid % 250}`;
	const call = (...args: string[]) => run(ip, args);
	const remove = () => call('netns', 'delete', name).then(() => {});
	try {
		await call('netns', 'add', name);
	} catch {
		return undefined;
	}
	try {
		await call('link', 'add', `${name}a`, 'type', 'veth', 'peer', 'name', `${name}b`, 'netns', name);
		await call('addr', 'add', `${net}.1/30`, 'dev', `${name}a`);
		await call('link', 'set', `${name}a`, 'up');
		await call('-n', name, 'addr', 'add', `${net}.2/30`, 'dev', `${name}b`);
		await call('-n', name, 'link', 'set', `${name}b`, 'up');
		await call('-n', name, 'link', 'set', 'lo', 'up');
	} catch {
		await remove();
		return undefined;
	}
	return {
		address: `${net}.2`,
		spawn: (program, args, env) => spawn(ip, ['netns', 'exec', name, program, ...args], { env }),
		remove,
	};
}
