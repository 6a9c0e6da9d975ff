/** A real gateway in a sandbox, as `openai-ads start --sandbox` starts it, with two pixels. */

import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../free-port.js';
import { cleanEnvironment, startGatewayProcess, until } from '../process/gateway-process.js';

const COMMAND = resolve(import.meta.dirname, '../../bin/openai-ads.js');
const run = promisify(execFile);

const CONFIGURATION = {
	destination: {
		flushInterval: 50,
		idFrom: ['properties.order_id', 'messageId'],
	},
	pixels: {
		'shop-eu': { pixelId: '9fKxQpT3aBc', writeKeys: [{ label: 'eu', key: 'a-write-key-of-shop-eu' }] },
		'shop-us': { pixelId: '2bQz8mQ7Lm', writeKeys: [{ label: 'us', key: 'a-write-key-of-shop-us' }] },
	},
};
const KEYS = { eu: 'a-write-key-of-shop-eu', us: 'a-write-key-of-shop-us' } as const;
export type Shop = keyof typeof KEYS;

export interface RealGateway {
	readonly admin: string;
	/** Sends events as an SDK would. */
	send(events: readonly object[], shop?: Shop): Promise<void>;
	/** `openai-ads trigger`; @returns what it printed */
	trigger(...args: readonly string[]): Promise<string>;
	/** Switches a fault of the sandbox. */
	fault(name: string, fault: object | null): Promise<void>;
	/** Reads a route of the admin listener. */
	read<T>(path: string): Promise<T>;
	/** Waits until nothing is waiting any more. */
	settled(): Promise<void>;
	close(): Promise<void>;
}

/** @param folder for the queue and the configuration; the caller's to remove */
export async function aRealGateway(folder: string, env: Readonly<Record<string, string>> = {}): Promise<RealGateway> {
	const config = join(folder, 'config.json');
	writeFileSync(config, JSON.stringify(CONFIGURATION));
	const adminPort = String(await freePort());
	const args = [
		'--sandbox',
		'--config',
		config,
		'--port',
		'0',
		'--admin-port',
		adminPort,
		'--data',
		join(folder, 'data'),
	];
	const gateway = await startGatewayProcess(args, env);
	const admin = `http://127.0.0.1:${adminPort}`;
	const read = async <T>(path: string) => (await (await fetch(`${admin}${path}`)).json()) as T;
	return {
		admin,
		read,
		send: async (batch, shop = 'eu') => {
			const headers = { authorization: `Basic ${Buffer.from(`${KEYS[shop]}:`).toString('base64')}` };
			const answer = await fetch(`${gateway.url}/v1/batch`, {
				method: 'POST',
				headers,
				body: JSON.stringify({ batch }),
			});
			if (!answer.ok) throw new Error(`The gateway answered ${answer.status} to a batch: ${await answer.text()}`);
		},
		trigger: async (...names) => {
			const more = ['--to', gateway.url, '--admin', admin, '--write-key', KEYS.eu];
			return (await run(process.execPath, [COMMAND, 'trigger', ...names, ...more], { env: cleanEnvironment() })).stdout;
		},
		fault: async (name, fault) => {
			const headers = { 'content-type': 'application/json', 'x-openai-ads-admin': '1' };
			const body = JSON.stringify({ name, fault });
			const answer = await fetch(`${admin}/api/sandbox/faults`, { method: 'POST', headers, body });
			if (!answer.ok) throw new Error(`The gateway answered ${answer.status} to a fault: ${await answer.text()}`);
		},
		settled: () => until('nothing waits', async () => (await read<{ waiting: number }>('/api/queue')).waiting === 0),
		close: async () => void (await gateway.end('SIGTERM')),
	};
}
