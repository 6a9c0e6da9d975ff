/** Tells the operator that a webhook was refused: routers don't try again, so a wrong secret loses events. */

import { refuseLarger } from '../../http/body-limit.js';
import { type ErrorCode, HttpError } from '../../http/http-error.js';
import type { ServerPorts } from '../../http/server-settings.js';
import { createMinuteCount } from '../../minute-count.js';
import type { Gate } from './gate.js';

/** The same gate, but it logs the first refusal of each kind, and then at most one a minute, with the number since the last line. */
export function withRefusalLog(gate: Gate, url: string, { log, nowMs }: Pick<ServerPorts, 'log' | 'nowMs'>): Gate {
	const counts = new Map<ErrorCode, ReturnType<typeof createMinuteCount>>();

	function logged(error: HttpError): HttpError {
		logRefusal(error);
		return error;
	}

	function logRefusal(error: unknown): void {
		if (!(error instanceof HttpError)) return;
		const count = counts.get(error.code) ?? createMinuteCount(nowMs);
		counts.set(error.code, count);
		const refused = count();
		if (refused !== undefined)
			log.warn({ route: url, refused, problem: error.message }, 'Webhook requests were refused.');
	}

	const { checkBody, bodyLimit } = gate;
	return {
		...(bodyLimit && { bodyLimit: { ...bodyLimit, refuse: () => logged(refuseLarger(bodyLimit)) } }),
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
