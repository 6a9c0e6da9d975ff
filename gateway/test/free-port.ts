/** Ports for listeners that take no 0. */

import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo; // It listens on a port, so it has one.
	server.close();
	await once(server, 'close');
	return port;
}
