/** Tells the operator that a webhook was refused: routers don't try again, so a wrong secret loses events. */

import { HttpError } from '../../http/http-error.js';
import type { ServerPorts } from '../../http/server-settings.js';
import { createMinuteCount } from '../../minute-count.js';
import type { Gate } from './gate.js';

/** The same gate, but it logs the first refusal, and then at most one a minute, with the number since the last line. */
export function withRefusalLog(gate: Gate, url: string, { log, nowMs }: Pick<ServerPorts, 'log' | 'nowMs'>): Gate {
	const count = createMinuteCount(nowMs);

	function logRefusal(problem: string): void {
		const refused = count();
		if (refused !== undefined) log.warn({ route: url, refused, problem }, 'Webhook requests were refused.');
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
