/** Opens the port, or says in plain words why it can't be opened. */

import type { FastifyInstance } from 'fastify';
import { isLoopback } from 'openai-ads-destination/internal';
import { StartError } from './start-error.js';

/** @throws StartError if the port is in use or not permitted, or if the host is not an address of this machine */
export async function listen(app: FastifyInstance, { host, port }: { host: string; port: number }): Promise<void> {
	try {
		await app.listen({ host, port, listenTextResolver: () => 'Listening.' });
	} catch (error) {
		await app.close();
		throw new StartError(explainListenError(error, host, port));
	}
}

/** @returns the URL. @throws StartError if it is the gateway's own: every call would go in circles */
export function checkUpstream(upstream: string, { host, port }: { host: string; port: number }): string {
	const url = new URL(upstream);
	const name = url.hostname.replace(/^\[|\]$/g, '');
	const isThisHost = name === host || (isLoopback(name) && (isLoopback(host) || /^(0\.0\.0\.0|::)$/.test(host)));
	if (!isThisHost || Number(url.port || 80) !== port) return upstream;
	throw new StartError('gateway.upstream: this is the gateway itself. Set it to the URL of rudder-transformer.');
}

/** `--port: 8787 is in use on 127.0.0.1. ...` */
export function explainListenError(error: unknown, host: string, port: number): string {
	const { code } = error as { code?: string };
	if (code === 'EADDRINUSE')
		return `--port: ${port} is in use on ${host}. Stop the other process, or choose another port.`;
	if (code === 'EACCES') return `--port: not permitted to open ${port}. Choose one above 1023.`;
	return `--host: cannot listen on ${host}, port ${port} (${code ?? 'unknown error'}). Use an address of this machine.`;
}
