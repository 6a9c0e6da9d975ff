/** `GET /api/alerts`, and `POST /api/alerts/test`, which tries the receiver. */

import type { FastifyInstance } from 'fastify';
import type { AlertsPort, TestOutcome } from '../alerts/alerts-port.js';
import { badRequest, HttpError, refuseUnknown } from '../http/http-error.js';
import { readOptionalText } from '../http/read-text.js';
import { readBody } from './read-letter-query.js';

const NOWHERE =
	'Alerts are posted nowhere. Set OPENAI_ADS_ALERTS_WEBHOOK, or gateway.alerts.webhook; a sandbox posts none.';

export function addAlertRoutes(app: FastifyInstance, alerts: AlertsPort): void {
	app.get('/api/alerts', async ({ query }) => {
		const { pixel, ...unknown } = readBody(query);
		refuseUnknown(unknown, ['pixel']);
		return alerts.view(readOptionalText('pixel', pixel));
	});
	app.post('/api/alerts/test', async ({ body }) => {
		refuseUnknown(readBody(body), []);
		return toAnswer(await alerts.test());
	});
}

function toAnswer(outcome: TestOutcome) {
	switch (outcome.kind) {
		case 'posted':
			return { posted: true, host: outcome.host };
		case 'failed':
			throw new HttpError(502, 'upstream_failed', `${outcome.host} ${outcome.problem}.`);
		case 'nowhere':
			throw badRequest(NOWHERE);
		case 'too_soon': {
			const seconds = Math.ceil(outcome.waitMs / 1000);
			throw new HttpError(429, 'rate_limited', `One test in 30 seconds. Try again in ${seconds}.`, seconds);
		}
	}
}
