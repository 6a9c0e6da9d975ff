/** Drops events that were cancelled while they waited, and remembers what was cancelled for those that come later. */

import type { Cancellation } from '../holds.js';
import type { TallyRow } from '../rules/tally.js';
import type { QueueStatements } from './queue-statements.js';

/** Within one pixel and from a tier downwards. To be called within a transaction. */
export function cancelEvents(
	sql: QueueStatements,
	cancellations: readonly Cancellation[],
	{ pixelId, tier }: { readonly pixelId: string; readonly tier: number },
): readonly TallyRow[] {
	return cancellations.flatMap(({ reference, untilMs }) => {
		sql.rememberCancelled.run([reference, tier, Math.ceil(untilMs)]);
		return sql.cancel.all([pixelId, reference, tier]) as TallyRow[];
	});
}
