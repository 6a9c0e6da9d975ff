/** A way to a server that can swallow everything, as a network that lost its route does: connections stay open and nothing comes. */

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface SilentProxy {
	readonly port: number;
	isSilent: boolean;
	close(): Promise<void>;
}

export async function startSilentProxy(targetPort: number): Promise<SilentProxy> {
	const sockets = new Set<Socket>();
	const state = { isSilent: false };
	const server = createServer((client) => {
		const target = connect(targetPort, '127.0.0.1');
		for (const [from, to] of [
			[client, target],
			[target, client],
		] as const) {
			sockets.add(from);
			from.on('error', () => {});
			from.on('data', (chunk) => state.isSilent || to.write(chunk));
			from.on('close', () => state.isSilent || to.destroy());
		}
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return Object.assign(state, {
		port: (server.address() as AddressInfo).port, // It listens on a port, so it has one.
		close: async () => {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	});
}
