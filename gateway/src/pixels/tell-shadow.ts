/** Says that `shadow` keeps what waits from being sent. */

import type { Log } from '../log.js';

const KEPT =
	'`shadow` is set: events that were queued to be sent stay queued until it is taken out, or until they are too old for OpenAI.';

/** @param queued events that wait at this moment */
export function tellShadow(log: Pick<Log, 'warn'>, isShadow: boolean, queued: number): void {
	if (isShadow && queued > 0) log.warn({ reason: 'shadow', count: queued }, KEPT);
}
