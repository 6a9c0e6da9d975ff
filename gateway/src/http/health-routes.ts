/** For orchestrators: is the process alive, and should it get traffic? */

import type { FastifyInstance } from 'fastify';
import type { PixelStatus } from '../pixels/pixel-status.js';
import { type StorageCode, StorageError } from '../queue/queue-errors.js';
import { HttpError } from './http-error.js';
import type { ServerPorts } from './server-settings.js';

/** One check of the disk serves all requests for this long, so that frequent requests cost nothing. Our choice. */
const CHECK_MS = 1000;

/**
 * `/readyz` checks the disk, not OpenAI: events are taken and kept whatever OpenAI answers. What it answers for each pixel is said.
 * On shutdown every route answers 503, these two included.
 */
export function addHealthRoutes(app: FastifyInstance, ports: ServerPorts): void {
	let checkedMs = Number.NEGATIVE_INFINITY;
	let check: Promise<readonly Omit<PixelStatus, 'name'>[]> = Promise.resolve([]);

	app.get('/healthz', async () => ({ status: 'ok' }));
	app.get('/readyz', async () => {
		if (ports.nowMs() - checkedMs >= CHECK_MS) {
			checkedMs = ports.nowMs();
			check = checkAll(ports);
		}
		try {
			const pixels = await check;
			return { status: 'ready', mode: ports.mode, queued: ports.queue.size(), pixels };
		} catch (error) {
			throw toUnready(error);
		}
	});
}

async function checkAll({ queue, readPixels }: ServerPorts): Promise<readonly Omit<PixelStatus, 'name'>[]> {
	await queue.checkDisk();
	return (await readPixels()).map(({ name: _, ...status }) => status);
}

function toUnready(error: unknown): HttpError {
	const code = error instanceof StorageError ? error.code : 'storage_failed';
	return new HttpError(503, code, UNREADY[code]);
}

const UNREADY: Readonly<Record<StorageCode, string>> = {
	storage_failed:
		'The queue takes nothing. Check space and permissions of the data folder, or the database: the log says why.',
	storage_damaged:
		'The file of the queue is damaged. Start the gateway again: it sets the file aside and carries over what can be read.',
	storage_recovered:
		'The file of the queue was damaged: it was set aside, and what could be read was carried over. See `openai-ads recovery`, then `openai-ads recovery --acknowledge`.',
};
