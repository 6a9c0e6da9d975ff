/** Ends calls for others that can't be handed on, so that rudder-server keeps their jobs and calls again. */

import type { IncomingMessage, ServerResponse } from 'node:http';

/** The calls whose client honours the sign: transforming for one destination, and transformations of users. */
const HONOURS_SIGN = /^\/(v\d+\/destinations\/[^/?]+|customtransform)\/?(\?|$)/i;

const SIGN = { 'x-rudder-should-retry': 'true', 'x-rudder-error-reason': 'openai-ads' } as const;

/**
 * Answers 503 with RudderStack's own sign where it is honoured: rudder-server then tries again every 1 to 30 seconds without end,
 * while a broken connection ends its process after some thirty tries. Breaks the connection of all other calls, and of an answer that has begun:
 * their clients don't know the sign, and any status costs each job an attempt. After a 503 the router gives them up in three hours, in
 * reverse ETL in one minute.
 *
 * @source rudder-server 1.83.0, internal/transformer-client/client.go, router/transformer/transformer.go and router/handle.go (read 2026-11-26)
 */
export function endUnserved(from: IncomingMessage, to: ServerResponse): void {
	if (to.headersSent || from.method !== 'POST' || !HONOURS_SIGN.test(from.url ?? '')) {
		to.destroy();
		return;
	}
	// What is left of the body is read and dropped: a caller that still writes might not see the answer.
	from.unpipe();
	from.resume();
	to.writeHead(503, { ...SIGN, 'content-type': 'application/json', connection: 'close' });
	to.end(
		JSON.stringify({ error: { code: 'upstream_failed', message: 'The transformer cannot be reached. Call again.' } }),
	);
}
