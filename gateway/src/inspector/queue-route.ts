/** `GET /api/queue`: what waits, how old it is, and what was set aside, of all pixels or of one. */

import type { FastifyInstance } from 'fastify';
import { refuseUnknown } from '../http/http-error.js';
import { readOptionalText } from '../http/read-text.js';
import type { Operator, PixelView } from '../operate/operator.js';
import { readBody } from './read-letter-query.js';

export interface QueueView {
	readonly asOf: string;
	readonly waiting: number;
	readonly bytes: number;
	readonly oldestSeconds: number;
	/** Until the first of them can't be sent any more; absent if there are none. */
	readonly oldestDeadline?: string;
	readonly deadLetters: number;
	/** Of the disk that the queue is on; absent if that is another machine's, or the system does not say. */
	readonly freeBytes?: number;
	readonly pixels: readonly PixelView[];
}

export interface QueuePorts {
	readonly operator: Pick<Operator, 'pixels'>;
	readonly readFreeBytes?: (() => number) | undefined;
	nowMs(): number;
}

export function addQueueRoute(app: FastifyInstance, { operator, readFreeBytes, nowMs }: QueuePorts): void {
	app.get('/api/queue', async ({ query }) => {
		const { pixel: wanted, ...unknown } = readBody(query);
		const pixel = readOptionalText('pixel', wanted);
		refuseUnknown(unknown, ['pixel']);
		const pixels = await operator.pixels();
		const meant = pixels.filter(({ name, pixelId }) => pixel === undefined || pixel === name || pixel === pixelId);
		const freeBytes = readFreeBytes?.();
		return { ...toQueueView(meant, nowMs()), ...(Number.isFinite(freeBytes) ? { freeBytes } : {}) };
	});
}

function toQueueView(pixels: readonly PixelView[], nowMs: number): QueueView {
	const add = (read: (pixel: PixelView) => number) => pixels.reduce((sum, pixel) => sum + read(pixel), 0);
	const [oldestDeadline] = pixels.flatMap((pixel) => pixel.oldestDeadline ?? []).sort();
	return {
		asOf: new Date(nowMs).toISOString(),
		waiting: add(({ waiting }) => waiting),
		bytes: add(({ bytes }) => bytes),
		oldestSeconds: Math.max(0, ...pixels.map(({ oldestSeconds }) => oldestSeconds)),
		...(oldestDeadline === undefined ? {} : { oldestDeadline }),
		deadLetters: add(({ deadLetters }) => deadLetters),
		pixels,
	};
}
