/** The table of checks, in the order in which they are printed. */

import type { Check } from './check.js';
import { checkAccount } from './check-account.js';
import { checkBots } from './check-bots.js';
import { checkCanary } from './check-canary.js';
import { checkClock } from './check-clock.js';
import { checkAttribution, checkFirst, checkIds, checkLeftOut } from './check-diagnostics.js';
import { checkKey } from './check-key.js';
import { checkNames } from './check-names.js';
import { checkQueue } from './check-queue.js';
import { checkReadBack } from './check-read-back.js';
import { checkReported } from './check-reported.js';
import { checkSettings } from './check-settings.js';
import { checkSkipped } from './check-skipped.js';
import { checkVariables } from './check-variables.js';

export const CHECKS: readonly Check[] = [
	{ id: 'variables', needs: [], asks: 'local', isPerPixel: false, run: checkVariables },
	{ id: 'settings', needs: [], asks: 'local', isPerPixel: false, run: checkSettings },
	{ id: 'clock', needs: [], asks: 'openai', isPerPixel: false, run: checkClock },
	{ id: 'key', needs: [], asks: 'openai', isPerPixel: true, run: checkKey },
	{ id: 'canary', needs: ['key'], asks: 'local', isPerPixel: true, run: checkCanary },
	{ id: 'queue', needs: [], asks: 'gateway', isPerPixel: true, run: checkQueue },
	{ id: 'skipped', needs: [], asks: 'gateway', isPerPixel: true, run: checkSkipped },
	{ id: 'left-out', needs: [], asks: 'gateway', isPerPixel: true, run: checkLeftOut },
	{ id: 'ids', needs: [], asks: 'gateway', isPerPixel: true, run: checkIds },
	{ id: 'attribution', needs: [], asks: 'gateway', isPerPixel: true, run: checkAttribution },
	{ id: 'first', needs: [], asks: 'gateway', isPerPixel: true, run: checkFirst },
	{ id: 'bots', needs: [], asks: 'gateway', isPerPixel: true, run: checkBots },
	{ id: 'account', needs: [], asks: 'account', isPerPixel: true, run: checkAccount },
	{ id: 'read-back', needs: [], asks: 'account', isPerPixel: true, run: checkReadBack },
	{ id: 'names', needs: [], asks: 'account', isPerPixel: true, run: checkNames },
	{ id: 'reported', needs: [], asks: 'account', isPerPixel: true, run: checkReported },
];
