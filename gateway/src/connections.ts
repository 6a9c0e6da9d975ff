/** The connections of a service: how many there may be, and which are waited for when it closes. */

import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Log } from './log.js';

/** Open files that are not for connections of clients: the queue's, requests to OpenAI. Our choice. */
const RESERVED = 64;
/** How often connections that were opened meanwhile are closed on the way out. Our choice. */
const SWEEP_MS = 50;

export interface Service {
	/** Takes no more requests and resolves once those that run have ended, or after the grace without them. */
	close(graceMs: number): Promise<void>;
}

/**
 * Watches a listening service. Beyond its share of the process's open files connections are refused, so that a flood leaves
 * some for the queue and for OpenAI.
 *
 * @param share from 0 to 1
 */
export function watch(app: FastifyInstance, share: number, log: Log, openFiles = readOpenFiles()): Service {
	const { server } = app;
	const open = new Set<Socket>();
	if (openFiles !== undefined) server.maxConnections = Math.max(1, Math.floor((openFiles - RESERVED) * share));
	server.on('connection', (socket: Socket) => {
		open.add(socket);
		socket.once('close', () => open.delete(socket));
	});
	server.on('drop', () => log.warn({ open: open.size }, TOO_MANY));
	// Node counts a connection on which nothing has come yet as busy, and would wait for it.
	const closeUnused = () => {
		for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
	};
	return {
		close: async (graceMs) => {
			const sweeping = setInterval(closeUnused, SWEEP_MS);
			const force = setTimeout(() => server.closeAllConnections(), graceMs);
			await app.close();
			clearInterval(sweeping);
			clearTimeout(force);
		},
	};
}

const TOO_MANY =
	'Connections are refused: there are as many as the limit of open files allows. Raise it (`ulimit -n`, LimitNOFILE), or find out who holds them.';

/** How many files this process may open; `undefined` if the system sets no limit. */
function readOpenFiles(): number | undefined {
	const { userLimits } = process.report.getReport() as { userLimits?: { open_files?: { soft?: unknown } } };
	const files = Number(userLimits?.open_files?.soft);
	return Number.isFinite(files) ? files : undefined;
}
