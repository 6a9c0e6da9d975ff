/** For orchestrators: is the process alive, and should it get traffic? */

import type { FastifyInstance } from 'fastify';
import { HttpError } from './http-error.js';
import type { ServerPorts } from './server-settings.js';

/** One check of the disk serves all requests for this long, so that frequent requests cost nothing. Our choice. */
const DISK_CHECK_MS = 1000;

/**
 * `/readyz` checks the disk, not OpenAI: events are taken and kept whatever OpenAI answers.
 * On shutdown every route answers 503, these two included.
 */
export function addHealthRoutes(app: FastifyInstance, ports: ServerPorts): void {
	let checkedMs = Number.NEGATIVE_INFINITY;
	let check: Promise<void> = Promise.resolve();

	app.get('/healthz', async () => ({ status: 'ok' }));
	app.get('/readyz', async () => {
		if (ports.nowMs() - checkedMs >= DISK_CHECK_MS) {
			checkedMs = ports.nowMs();
			check = ports.queue.checkDisk();
		}
		try {
			await check;
		} catch {
			throw new HttpError(503, 'storage_failed', 'The disk refuses. Check space and permissions of the data folder.');
		}
		return { status: 'ready', mode: ports.mode, queued: ports.queue.size() };
	});
}
