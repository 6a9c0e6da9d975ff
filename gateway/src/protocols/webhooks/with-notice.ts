/** Tells the operator that a webhook was refused: to the router it is final, so a wrong secret loses events. */

import { HttpError } from '../../http/http-error.js';
import type { ServerPorts } from '../../http/server-settings.js';
import type { Gate } from './gate.js';

/** Strangers can knock as often as they like, and must not fill the log. Our choice. */
const NOTICE_INTERVAL_MS = 60_000;

/** The same gate; the first refusal, and then one in a minute at most, is logged with the number since the last line. */
export function withNotice(gate: Gate, url: string, { log, nowMs }: Pick<ServerPorts, 'log' | 'nowMs'>): Gate {
	let refused = 0;
	let noticedMs = Number.NEGATIVE_INFINITY;

	function notice(problem: string): void {
		refused += 1;
		if (nowMs() - noticedMs < NOTICE_INTERVAL_MS) return;
		log.warn({ route: url, refused, problem }, 'Webhook requests were refused.');
		noticedMs = nowMs();
		refused = 0;
	}

	function watch(check: () => void): void {
		try {
			check();
		} catch (error) {
			if (error instanceof HttpError) notice(error.message);
			throw error;
		}
	}

	return {
		checkHeaders: (headers) => watch(() => gate.checkHeaders(headers)),
		checkBody: (headers, body) => watch(() => gate.checkBody?.(headers, body)),
	};
}
