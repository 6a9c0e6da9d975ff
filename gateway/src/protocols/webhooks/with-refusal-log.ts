/** Tells the operator that a webhook was refused: routers don't try again, so a wrong secret loses events. */

import { HttpError } from '../../http/http-error.js';
import type { ServerPorts } from '../../http/server-settings.js';
import type { Gate } from './gate.js';

/** Strangers may try as often as they like, but must not fill the log. Our choice. */
const LOG_INTERVAL_MS = 60_000;

/** The same gate, but it logs the first refusal, and then at most one a minute, with the number since the last line. */
export function withRefusalLog(gate: Gate, url: string, { log, nowMs }: Pick<ServerPorts, 'log' | 'nowMs'>): Gate {
	let refused = 0;
	let loggedMs = Number.NEGATIVE_INFINITY;

	function logRefusal(problem: string): void {
		refused += 1;
		if (nowMs() - loggedMs < LOG_INTERVAL_MS) return;
		log.warn({ route: url, refused, problem }, 'Webhook requests were refused.');
		loggedMs = nowMs();
		refused = 0;
	}

	function runCheck(check: () => void): void {
		try {
			check();
		} catch (error) {
			if (error instanceof HttpError) logRefusal(error.message);
			throw error;
		}
	}

	return {
		checkHeaders: (headers) => runCheck(() => gate.checkHeaders(headers)),
		checkBody: (headers, body) => runCheck(() => gate.checkBody?.(headers, body)),
	};
}
