/** The whole way of some events through one invocation: settings, mapping, delivery, one answer for each. */

import type { BatchItem } from '../../batch/batch-item.js';
import type { EventResult, Outcome } from '../../event-result.js';
import { admitAlone } from '../../intake/admit.js';
import type { Admission } from '../../intake/intake.js';
import { compileMapping } from '../../map/compile-mapping.js';
import { deliverInTime } from './deliver.js';
import { type FunctionPorts, hostPorts } from './host-ports.js';
import { readUiSettings } from './settings.js';

/** What became of an event, and why, for people. Holds no value of the event. */
export interface Answer {
	readonly outcome: Outcome;
	readonly message: string;
}

/** Answers for each event, in order, within the time that Segment grants. Never rejects. */
export async function answerEvents(
	events: readonly unknown[],
	uiSettings: unknown,
	ports: FunctionPorts = hostPorts,
): Promise<readonly Answer[]> {
	try {
		return await sendEvents(events, uiSettings, ports);
	} catch {
		// Only a host that lacks what Segment documents brings this about. The events are not at fault.
		return events.map(() => ({ outcome: 'failed', message: 'The host lacks `crypto` or a clock.' }));
	}
}

async function sendEvents(events: readonly unknown[], uiSettings: unknown, ports: FunctionPorts): Promise<Answer[]> {
	const startedMs = ports.nowMs();
	// Without a hash every event would look unreadable, and be lost.
	ports.sha256('');
	const read = readUiSettings(uiSettings);
	if (read.problem !== undefined) {
		// The events are fine. While Segment keeps sending them, someone can mend the settings.
		const answer: Answer = { outcome: 'failed', message: read.problem };
		return events.map(() => answer);
	}
	const mapping = compileMapping(read.settings);
	const admissions = Array.from(events, (event) => admitAlone(event, mapping, ports));
	const items = admissions.map(({ item }) => item).filter((item) => item !== undefined);
	const results = await deliverInTime(items, read.settings, ports, startedMs);
	return admissions.map((admission) => toAnswer(resultOf(admission, results)));
}

function resultOf({ item, result }: Admission, results: ReadonlyMap<BatchItem, EventResult>): EventResult {
	return item === undefined ? result : (results.get(item) as EventResult); // Every item has its result.
}

function toAnswer({ outcome, reason, detail, requestId }: EventResult): Answer {
	// Segment has yet to exhaust its retries, so that reason would mislead.
	const parts = [reason === 'retries_exhausted' ? undefined : reason, detail].filter(Boolean).join(': ');
	return { outcome, message: requestId === undefined ? parts : `${parts} x-request-id ${requestId}` };
}
