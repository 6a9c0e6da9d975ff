/** Opens the ports, or says in plain words why one can't be opened. */

import type { FastifyInstance } from 'fastify';
import { isLoopback } from 'openai-ads-destination/internal';
import { StartError } from './start-error.js';

/** An address to listen on, and where its parts were set. */
export interface Place {
	readonly host: string;
	readonly port: number;
	/** `--port` */
	readonly portName: string;
	/** `--host` */
	readonly hostName: string;
	/** What the command ends with if the port is in use. @default 2 */
	readonly inUseExitCode?: 1;
}

/** @throws StartError if the port is in use or not permitted, or if the host is not an address of this machine */
export async function listen(app: FastifyInstance, place: Place): Promise<void> {
	const { host, port } = place;
	try {
		await app.listen({ host, port, listenTextResolver: (address) => `Listening on ${address}.` });
	} catch (error) {
		await app.close();
		const message = explainListenError(error, place);
		throw isInUse(error) ? new PortInUse(message, place.inUseExitCode) : new StartError(message);
	}
}

/** Another process has the port. */
export class PortInUse extends StartError {}

function isInUse(error: unknown): boolean {
	return (error as { code?: string }).code === 'EADDRINUSE';
}

/** `http://127.0.0.1:8787`, `http://[::1]:8787` */
export function toUrl(host: string, port: number): string {
	return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** What listens there listens on all addresses of this machine. */
export function isEveryAddress(host: string): boolean {
	return host === '0.0.0.0' || host === '::';
}

type Address = Pick<Place, 'host' | 'port'>;

/** @returns the URL. @throws StartError if it is one of the gateway's own: calls would go in circles */
export function checkUpstream(upstream: string, own: readonly Address[]): string {
	const url = new URL(upstream);
	const name = url.hostname.replace(/^\[|\]$/g, '');
	const isOwn = ({ host, port }: Address) =>
		Number(url.port || 80) === port &&
		(name === host || (isLoopback(name) && (isLoopback(host) || isEveryAddress(host))));
	if (!own.some(isOwn)) return upstream;
	throw new StartError('gateway.upstream: this is the gateway itself. Set it to the URL of rudder-transformer.');
}

/** `--port: 8787 is in use on 127.0.0.1. ...` */
export function explainListenError(error: unknown, { host, port, portName, hostName }: Place): string {
	const { code } = error as { code?: string };
	if (isInUse(error))
		return `${portName}: ${port} is in use on ${host}. Stop the other process (perhaps another gateway), or choose another port.`;
	if (code === 'EACCES') return `${portName}: not permitted to open ${port}. Choose one above 1023.`;
	return `${hostName}: cannot listen on ${host}, port ${port} (${code ?? 'unknown error'}). Use an address of this machine.`;
}
