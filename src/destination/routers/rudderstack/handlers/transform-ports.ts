/** The outside world of a transformation: a clock and a hash, no network. */

import type { AdmitPorts } from '../../../intake/admit.js';
import { systemClock } from '../../../primitives/clock.js';
import { sha256 } from '../../../primitives/sha256.js';

/** Fills in what the caller did not replace. RudderStack itself passes other things in this place, which are not looked at. */
export function withTransformPorts(ports: Partial<AdmitPorts> | undefined): AdmitPorts {
	return { nowMs: ports?.nowMs ?? systemClock.nowMs, sha256: ports?.sha256 ?? sha256 };
}
