/**
 * `GET /api/set-up`: what the set-up view draws its form from. `POST /api/set-up/check`: whether what was filled in is right.
 * `POST /api/set-up/check-key`: whether OpenAI takes a key. Nothing of any of them is kept or logged, and the key alone is sent on.
 */

import type { FastifyInstance } from 'fastify';
import type { UnknownRecord } from 'openai-ads-destination/internal';
import { HttpError } from '../http/http-error.js';
import { readBody } from './read-letter-query.js';

/** Changes nothing, so that it may be called where nothing may be changed. */
export const SET_UP_CHECK_PATH = '/api/set-up/check';
/** Twenty keys with their pixels. Our choice. */
const MAX_KEYS_BYTES = 96 * 1024;
/** Each check asks OpenAI. Our choice: long enough that nobody tries keys here, short enough to correct one's own. */
const EVERY_MS = 5000;

export interface SetUpPort {
	form(): Promise<object>;
	/** @throws HttpError for a body that no form sends */
	check(body: UnknownRecord): Promise<object>;
	/** Asks OpenAI, or in a sandbox the sandbox. @throws HttpError for a body that no form sends */
	checkKeys(body: UnknownRecord): Promise<object>;
}

export interface SetUpPorts {
	/** Absent in a gateway that another program starts: the routes then answer 404. */
	readonly setUp?: SetUpPort | undefined;
	/** Of a clock that does not jump. */
	monotonicMs(): number;
}

export function addSetUpRoutes(app: FastifyInstance, { setUp, monotonicMs }: SetUpPorts): void {
	let nextMs = Number.NEGATIVE_INFINITY;
	app.get('/api/set-up', async () => required(setUp).form());
	app.post(SET_UP_CHECK_PATH, async ({ body }) => required(setUp).check(readBody(body)));
	app.post('/api/set-up/check-key', { bodyLimit: MAX_KEYS_BYTES }, async ({ body }) => {
		const port = required(setUp);
		const waitMs = nextMs - monotonicMs();
		if (waitMs > 0) throw tooSoon(Math.ceil(waitMs / 1000));
		nextMs = monotonicMs() + EVERY_MS;
		return port.checkKeys(readBody(body));
	});
}

function tooSoon(seconds: number): HttpError {
	return new HttpError(429, 'rate_limited', `Keys are checked once in 5 s. Try again in ${seconds} s.`, seconds);
}

function required(setUp: SetUpPort | undefined): SetUpPort {
	if (setUp === undefined) throw new HttpError(404, 'not_found', 'Nothing is set up in here.');
	return setUp;
}
