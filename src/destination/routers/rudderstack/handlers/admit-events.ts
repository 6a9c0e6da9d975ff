/** Admits events of transformer calls one by one, without profiles, and tells the log about them. */

import { admitAlone } from '../../../intake/admit.js';
import type { Admission } from '../../../intake/intake.js';
import { reportAdmissions } from '../../../intake/reports.js';
import { harmless } from '../../../ports.js';
import type { ReadyConfig } from '../settings.js';
import type { TransformPorts } from './transform-ports.js';

const report = harmless(reportAdmissions);

/** One admission for each event, in order. */
export function admitEvents(
	events: readonly unknown[],
	{ mapping, settings }: ReadyConfig,
	ports: TransformPorts,
): readonly Admission[] {
	const admissions = events.map((event) => admitAlone(event, mapping, ports));
	report(events, admissions, mapping, ports);
	ports.onTransformed?.(events, admissions, settings);
	return admissions;
}
