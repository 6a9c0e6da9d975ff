/** `POST /api/explain`: why an event would become what it would become. Nothing of it is kept or sent. */

import type { FastifyInstance } from 'fastify';
import { type Explanation, explainEvent, type SettingsInput } from 'openai-ads-destination';
import { HttpError } from '../http/http-error.js';
import { readOptionalText } from '../http/read-text.js';
import { readBody } from './read-letter-query.js';

const MAX_EVENT_BYTES = 1024 * 1024;

export interface ExplainPorts {
	/** Of a pixel, by its name or ID; of the first one unless a name is given. */
	findSettings(name: string | undefined): SettingsInput | undefined;
	/** Unix milliseconds. */
	nowMs(): number;
}

/** The body is the event, as an SDK would send it; `?pixel=` names the pixel by whose settings it is mapped. */
export function addExplainRoute(app: FastifyInstance, { findSettings, nowMs }: ExplainPorts): void {
	app.post('/api/explain', { bodyLimit: MAX_EVENT_BYTES }, async ({ body, query }): Promise<Explanation> => {
		const settings = findSettings(readOptionalText('pixel', readBody(query)['pixel']));
		if (settings === undefined) throw new HttpError(404, 'unknown_pixel', 'pixel: there is none of that name.');
		return explainEvent(readBody(body), settings, nowMs());
	});
}
