/** Tells the operator that a webhook was refused: routers don't try again, so a wrong secret loses events. */

import { type ErrorCode, HttpError } from '../../http/http-error.js';
import type { ServerPorts } from '../../http/server-settings.js';
import type { Gate } from './gate.js';

/** Strangers may try as often as they like, but must not fill the log. Our choice. */
const LOG_INTERVAL_MS = 60_000;

/** The same gate, but it logs the first refusal of each kind, and then at most one a minute, with the number since the last line. */
export function withRefusalLog(gate: Gate, url: string, { log, nowMs }: Pick<ServerPorts, 'log' | 'nowMs'>): Gate {
	const refusals = new Map<ErrorCode, { refused: number; loggedMs: number }>();

	function logRefusal(error: unknown): void {
		if (!(error instanceof HttpError)) return;
		const { refused, loggedMs } = refusals.get(error.code) ?? { refused: 0, loggedMs: Number.NEGATIVE_INFINITY };
		const isDue = nowMs() - loggedMs >= LOG_INTERVAL_MS;
		if (isDue) log.warn({ route: url, refused: refused + 1, problem: error.message }, 'Webhook requests were refused.');
		refusals.set(error.code, isDue ? { refused: 0, loggedMs: nowMs() } : { refused: refused + 1, loggedMs });
	}

	const { checkBody } = gate;
	return {
		checkHeaders: (headers) => {
			try {
				gate.checkHeaders(headers);
			} catch (error) {
				logRefusal(error);
				throw error;
			}
		},
		...(checkBody && {
			checkBody: (headers, body) =>
				checkBody(headers, body).catch((error: unknown) => {
					logRefusal(error);
					throw error;
				}),
		}),
	};
}
