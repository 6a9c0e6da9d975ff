/** Finds what an operating command works on: a running gateway, or the store of a stopped one. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isEveryAddress, toUrl } from '../listen.js';
import { type AdminAccess, AdminCallError, callAdmin } from '../operate/admin-call.js';
import type { Operator } from '../operate/operator.js';
import { createRemoteOperator, pixelsSchema } from '../operate/remote-operator.js';
import type { Mode } from '../queue/queue.js';
import { findAdminListener } from '../settings/admin-listener.js';
import { type LoadedConfiguration, loadGateway } from '../settings/load-configuration.js';
import { findPostgresUrl, toQueueFolder } from '../settings/queue-folder.js';
import { StartError } from '../start-error.js';
import { openStoreOperator } from './open-store-operator.js';

export interface ReachFlags {
	readonly admin?: string;
	readonly data?: string;
	readonly config?: string;
	/** The store of a stopped gateway that ran with `--sandbox`, also where there is one of a live gateway. */
	readonly sandbox?: boolean;
}

/**
 * In this order: the gateway of `--admin`; the store of `--data`, unless a gateway holds it; the gateway of
 * OPENAI_ADS_ADMIN_PORT, or of the default port, on this machine; the store of the configuration. Of the stores in a folder the live
 * one comes first.
 *
 * @throws StartError if there is neither
 */
export async function findOperator({ admin, data, config, sandbox = false }: ReachFlags): Promise<Operator> {
	const flags = data === undefined ? {} : { data };
	const configuration = loadGateway({ environment: process.env, flags, configFile: config });
	const access = toAccess(admin, configuration);
	if (admin !== undefined && access !== undefined) return createRemoteOperator(access);
	const isNamed = data !== undefined && configuration.gateway.adminPort === undefined;
	const folder = toQueueFolder(configuration.gateway, sandbox ? 'sandbox' : 'live');
	const mode = findStore(configuration, sandbox ? ['sandbox'] : ['live', 'sandbox']);
	const tries = [
		async () => ((await answers(access)) ? access && createRemoteOperator(access) : undefined),
		async () => (mode === undefined ? undefined : openStoreOperator(configuration, mode)),
	];
	const problems: string[] = [];
	for (const attempt of isNamed ? tries.reverse() : tries) {
		const operator = await attempt().catch((error: unknown) => {
			if (!(error instanceof StartError)) throw error;
			problems.push(error.message);
			return undefined;
		});
		if (operator !== undefined) return operator;
	}
	throw new StartError(
		[
			`${nothingAt(access)} and there is no store in ${folder} to open. Start the gateway, or name it with --admin, or its folder with --data.`,
			...problems,
		].join('\n'),
	);
}

function findStore({ gateway }: LoadedConfiguration, modes: readonly Mode[]): Mode | undefined {
	// On PostgreSQL there is always one: its tables are made by whoever comes first.
	if (findPostgresUrl(gateway) !== undefined) return modes[0];
	return modes.find((mode) => existsSync(join(toQueueFolder(gateway, mode), 'queue.db')));
}

function nothingAt(access: AdminAccess | undefined): string {
	return access === undefined ? 'The admin listener is switched off,' : `No gateway answers at ${access.origin},`;
}

/** Whether a gateway is there. What answers and refuses is one: the command's own call says why. */
async function answers(access: AdminAccess | undefined): Promise<boolean> {
	if (access === undefined) return false;
	try {
		await callAdmin(access, { path: '/api/pixels' }, pixelsSchema);
		return true;
	} catch (error) {
		if (!(error instanceof AdminCallError)) throw error;
		return error.failure === 'refused';
	}
}

/** The admin listener of `--admin`, or of the configuration; `undefined` if that switches it off. @throws StartError */
export function toAccess(admin: string | undefined, { gateway }: LoadedConfiguration): AdminAccess | undefined {
	const origin = admin === undefined ? toOrigin(gateway) : checkOrigin(admin);
	if (origin === undefined) return undefined;
	return { origin, token: gateway.adminToken, fetch: (url, init) => fetch(url, init) };
}

function toOrigin(gateway: LoadedConfiguration['gateway']): string | undefined {
	const listener = findAdminListener(gateway);
	if (listener === undefined) return undefined;
	return toUrl(isEveryAddress(listener.host) ? '127.0.0.1' : listener.host, listener.port);
}

function checkOrigin(admin: string): string {
	const url = URL.canParse(admin) ? new URL(admin) : undefined;
	const isPlain = url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.search === '';
	if (isPlain && url.pathname === '/') return url.origin;
	throw new StartError(
		'--admin: expected a URL such as http://127.0.0.1:8789. A token belongs into OPENAI_ADS_ADMIN_TOKEN.',
	);
}
