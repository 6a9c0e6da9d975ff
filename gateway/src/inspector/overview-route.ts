/** `GET /api/overview`: what became of the events of an hour, a day, a week. */

import type { FastifyInstance } from 'fastify';
import type { UnknownRecord } from 'openai-ads-destination/internal';
import { badRequest, HttpError, refuseUnknown } from '../http/http-error.js';
import { readOptionalText } from '../http/read-text.js';
import type { Operator } from '../operate/operator.js';
import type { Counts } from '../queue/counts.js';
import { hoursOf, type Overview, PERIODS, type Period, toOverview } from '../stories/overview.js';
import type { Stories } from '../stories/stories.js';
import { readBody } from './read-letter-query.js';

export interface OverviewPorts {
	readonly operator: Pick<Operator, 'pixels'>;
	readonly stories: Pick<Stories, 'flush'>;
	readonly counts: Pick<Counts, 'read'>;
	/** Unix milliseconds. */
	nowMs(): number;
}

export function addOverviewRoute(app: FastifyInstance, ports: OverviewPorts): void {
	app.get('/api/overview', ({ query }) => readOverview(readBody(query), ports));
}

async function readOverview(query: UnknownRecord, ports: OverviewPorts): Promise<Overview> {
	const { period = '24h', source, pixel, ...unknown } = query;
	refuseUnknown(unknown, ['period', 'source', 'pixel']);
	if (!isPeriod(period)) throw badRequest('period: expected 1h, 24h or 7d.');
	const name = readOptionalText('pixel', pixel);
	const pixels = (await ports.operator.pixels()).filter((each) => isNamed(each, name));
	if (name !== undefined && pixels.length === 0)
		throw new HttpError(404, 'unknown_pixel', 'pixel: there is none of that name.');
	await ports.stories.flush();
	const nowMs = ports.nowMs();
	const [first, end] = hoursOf(period, nowMs);
	const rows = await ports.counts.read(first - PERIODS[period], end);
	const wanted = new Set(pixels.map(({ pixelId }) => pixelId));
	const waiting = pixels.reduce((sum, each) => sum + each.waiting, 0);
	const meant = name === undefined ? rows : rows.filter(({ pixelId }) => wanted.has(pixelId));
	return toOverview(meant, { period, source: readOptionalText('source', source), nowMs, waiting });
}

function isPeriod(period: unknown): period is Period {
	return typeof period === 'string' && Object.hasOwn(PERIODS, period);
}

function isNamed(pixel: { readonly name: string; readonly pixelId: string }, name: string | undefined): boolean {
	return name === undefined || pixel.name === name || pixel.pixelId === name;
}
