/** Queues calls before intake, so that an event sees what was learned from earlier calls, awaited or not. */

import type { Admission, Intake, Sender } from './intake.js';

interface Call {
	readonly events: readonly unknown[];
	readonly sender: Sender | undefined;
	readonly resolve: (admissions: readonly Admission[]) => void;
}

/** An intake whose calls wait for each other. */
export interface OrderedIntake {
	/** Takes events in, after those of earlier calls. */
	readonly take: Intake;
	/** Answers all calls that have not ended for them. */
	abandon(toAdmission: (event: unknown) => Admission): void;
}

/**
 * Runs one intake at a time. Calls that arrive meanwhile are taken in together next, in their order, which also spares a
 * durable store most reads and writes. Calls of servers and of browsers are not mixed.
 *
 * @param maxEvents how many events calls that are taken together may have, since mapping them blocks everything else
 */
export function inOrder(intake: Intake, maxEvents = Number.POSITIVE_INFINITY): OrderedIntake {
	const open = new Set<Call>();
	let waiting: Call[] = [];
	let isBusy = false;

	async function takeWaiting(): Promise<void> {
		isBusy = true;
		while (waiting.length > 0) {
			const calls = takeTogether(waiting, maxEvents);
			waiting = waiting.slice(calls.length);
			const admissions = await intake(
				calls.flatMap(({ events }) => events),
				calls[0]?.sender,
			);
			let start = 0;
			for (const call of calls) {
				open.delete(call);
				call.resolve(admissions.slice(start, start + call.events.length));
				start += call.events.length;
			}
		}
		isBusy = false;
	}

	return {
		take: (events, sender) =>
			new Promise((resolve) => {
				const call = { events, sender, resolve };
				open.add(call);
				waiting.push(call);
				if (!isBusy) void takeWaiting();
			}),
		abandon: (toAdmission) => {
			for (const { events, resolve } of open) resolve(events.map(toAdmission));
			open.clear();
			waiting = [];
		},
	};
}

/** The first calls that may share an intake, at least one. */
function takeTogether(calls: readonly Call[], maxEvents: number): Call[] {
	const tier = calls[0]?.sender?.tier;
	let events = 0;
	const end = calls.findIndex(({ events: { length }, sender }, index) => {
		events += length;
		return index > 0 && (events > maxEvents || sender?.tier !== tier);
	});
	return calls.slice(0, end === -1 ? calls.length : end);
}
