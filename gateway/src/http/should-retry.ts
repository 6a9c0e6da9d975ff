/** How rudder-server is told that a call is to be made again, as it is, for as long as it takes. */

/**
 * With these on a 503 it asks again after 1 to 30 seconds, without end, and gives no job up meanwhile. Other statuses cost a
 * job one of its attempts, or end the server's process.
 *
 * @source rudder-server, internal/transformer-client/client.go (read 2026-11-22)
 */
export const SHOULD_RETRY = {
	'x-rudder-should-retry': 'true',
	'x-rudder-error-reason': 'openai-ads-gateway',
} as const;
