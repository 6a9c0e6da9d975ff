/** How a gateway ends whose store is lost: nothing can be kept or sent any more. */

/** Time for the last log lines. Our choice. */
const LINES_MS = 500;

/**
 * Whoever watches over the process starts it again; the line about it has to leave first. Until then every route answers 503, `/readyz`
 * too, whatever it found a moment ago.
 */
export function endLost(gateway: { isStopping: boolean }): void {
	gateway.isStopping = true;
	setTimeout(() => process.exit(1), LINES_MS);
}
