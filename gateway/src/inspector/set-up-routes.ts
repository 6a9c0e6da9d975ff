/** `GET /api/set-up`: what the set-up view draws its form from. `POST /api/set-up/check`: whether what was filled in is right; nothing of it is kept, logged or sent. */

import type { FastifyInstance } from 'fastify';
import type { UnknownRecord } from 'openai-ads-destination/internal';
import { HttpError } from '../http/http-error.js';
import { readBody } from './read-letter-query.js';

/** Changes nothing, so that it may be called where nothing may be changed. */
export const SET_UP_CHECK_PATH = '/api/set-up/check';

export interface SetUpPort {
	form(): Promise<object>;
	/** @throws HttpError for a body that no form sends */
	check(body: UnknownRecord): Promise<object>;
}

export interface SetUpPorts {
	/** Absent in a gateway that another program starts: the routes then answer 404. */
	readonly setUp?: SetUpPort | undefined;
}

export function addSetUpRoutes(app: FastifyInstance, { setUp }: SetUpPorts): void {
	app.get('/api/set-up', async () => required(setUp).form());
	app.post(SET_UP_CHECK_PATH, async ({ body }) => required(setUp).check(readBody(body)));
}

function required(setUp: SetUpPort | undefined): SetUpPort {
	if (setUp === undefined) throw new HttpError(404, 'not_found', 'Nothing is set up in here.');
	return setUp;
}
