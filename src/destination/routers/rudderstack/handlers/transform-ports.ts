/** The outside world of a transformation: a clock, a hash and a log, but no network. */

import type { AdmitPorts } from '../../../intake/admit.js';
import type { Admission } from '../../../intake/intake.js';
import { type Ports, silent } from '../../../ports.js';
import { systemClock } from '../../../primitives/clock.js';
import { sha256 } from '../../../primitives/sha256.js';
import type { ReadyConfig } from '../settings.js';

/** Is told of events of one Config what they became: `admissions[i]` belongs to `events[i]`. Must not throw. */
export type OnTransformed = (
	events: readonly unknown[],
	admissions: readonly Admission[],
	settings: ReadyConfig['settings'],
) => void;

export interface Watched {
	/** @default nobody is told */
	readonly onTransformed?: OnTransformed | undefined;
}

/** The parts of the outside world that a transformation needs. */
export type TransformPorts = AdmitPorts & Pick<Ports, 'logger'> & Watched;

/** Fills in what the caller did not replace. RudderStack passes other things as this argument; they are ignored. */
export function withTransformPorts(ports: Partial<TransformPorts> | undefined): TransformPorts {
	return {
		nowMs: ports?.nowMs ?? systemClock.nowMs,
		sha256: ports?.sha256 ?? sha256,
		logger: ports?.logger ?? silent,
		onTransformed: typeof ports?.onTransformed === 'function' ? ports.onTransformed : undefined,
	};
}
