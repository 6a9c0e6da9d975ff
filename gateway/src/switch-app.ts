/** Lets another service answer on a port that is already open, so that new settings need no new port. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

export interface AppSwitch {
	/** From now on requests go to this service. Those under way end where they began. @param app ready */
	to(app: FastifyInstance): void;
	/** Tells the service of the moment that it closes, so that connections end with their requests. */
	close(): Promise<void>;
}

/** @param listening the service that has the port: it keeps it, whoever answers */
export function createAppSwitch(listening: FastifyInstance): AppSwitch {
	let current = listening;
	listening.server.removeAllListeners('request');
	listening.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
		current.routing(request, response);
	});
	return {
		to: (app) => {
			current = app;
		},
		close: async () => {
			if (current !== listening) await current.close();
		},
	};
}
