/** The outside world of a transformation: a clock and a hash, but no network. */

import type { AdmitPorts } from '../../../intake/admit.js';
import { systemClock } from '../../../primitives/clock.js';
import { sha256 } from '../../../primitives/sha256.js';

/** Fills in what the caller did not replace. RudderStack passes other things as this argument; they are ignored. */
export function withTransformPorts(ports: Partial<AdmitPorts> | undefined): AdmitPorts {
	return { nowMs: ports?.nowMs ?? systemClock.nowMs, sha256: ports?.sha256 ?? sha256 };
}
