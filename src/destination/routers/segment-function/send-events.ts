/** Takes events through one invocation: reads settings, maps, delivers and answers for each. */

import type { BatchItem } from '../../batch/batch-item.js';
import type { EventResult } from '../../event-result.js';
import { admitAlone } from '../../intake/admit.js';
import type { Admission } from '../../intake/intake.js';
import { compileMapping } from '../../map/compile-mapping.js';
import { type EventAnswer, toEventAnswer } from './answers.js';
import { deliverInTime } from './deliver.js';
import { type FunctionPorts, hostPorts } from './host-ports.js';
import { readUiSettings } from './settings.js';
import { tellNotes } from './tell-notes.js';

/** Sends events and answers for each, in order, within the time that Segment grants. Never rejects. */
export async function sendEvents(
	events: readonly unknown[],
	uiSettings: unknown,
	ports: FunctionPorts = hostPorts,
): Promise<readonly EventAnswer[]> {
	try {
		return await sendInTime(events, uiSettings, ports);
	} catch {
		// Only a host without the runtime that Segment documents causes this. The events are not at fault.
		return events.map(() => ({ outcome: 'failed', message: 'The host lacks `crypto` or a clock.' }));
	}
}

async function sendInTime(
	events: readonly unknown[],
	uiSettings: unknown,
	ports: FunctionPorts,
): Promise<EventAnswer[]> {
	const startedMs = ports.nowMs();
	// Fails here if the host has no hash: otherwise every event would look unreadable, and be lost.
	ports.sha256('');
	const read = readUiSettings(uiSettings);
	if (read.problem !== undefined) {
		// The events are fine. Segment sends them again, and meanwhile someone can correct the settings.
		const answer: EventAnswer = { outcome: 'failed', message: read.problem };
		return events.map(() => answer);
	}
	const mapping = compileMapping(read.settings);
	const admissions = Array.from(events, (event) => admitAlone(event, mapping, ports));
	const items = admissions.map(({ item }) => item).filter((item) => item !== undefined);
	const results = await deliverInTime(items, read.settings, ports, startedMs);
	const all = admissions.map((admission) => resultOf(admission, results));
	try {
		tellNotes(all, ports.tell);
	} catch {
		// A host without a console has no log. The events have been sent.
	}
	return all.map(toEventAnswer);
}

function resultOf({ item, result }: Admission, results: ReadonlyMap<BatchItem, EventResult>): EventResult {
	return item === undefined ? result : (results.get(item) as EventResult); // Every item has a result.
}
