/** Asks V8 to collect garbage early: gateways and backfills run beside other things, and what they need does not grow with their events. */

import { setFlagsFromString } from 'node:v8';

/**
 * By how much of what is in use the heap may grow before garbage is collected; V8 alone lets it quadruple. The less, the smaller, and
 * the more often requests wait for it. Measured: docs/performance.md
 */
const GROWTH_PERCENT = { gateway: 50, backfill: 110 } as const;

/** To be called before much is in memory. A V8 that does not know the flag ignores it. */
export function keepHeapSmall(work: keyof typeof GROWTH_PERCENT): void {
	setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT[work]}`);
}
