/** Queues calls before intake, so that an event sees what was learned from earlier calls, awaited or not. */

import type { Admission, Intake, Sender } from './intake.js';

interface Call {
	readonly events: readonly unknown[];
	readonly sender: Sender | undefined;
	readonly resolve: (admissions: readonly Admission[]) => void;
}

/**
 * Runs one intake at a time. Calls that arrive meanwhile are taken in together next, in their order, which also spares a
 * durable store most reads and writes. Calls of servers and of browsers are not mixed.
 *
 * @param maxEvents how many events calls that are taken together may have, since mapping them blocks everything else
 */
export function inOrder(intake: Intake, maxEvents = Number.POSITIVE_INFINITY): Intake {
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
			for (const { events, resolve } of calls) {
				resolve(admissions.slice(start, start + events.length));
				start += events.length;
			}
		}
		isBusy = false;
	}

	return (events, sender) =>
		new Promise((resolve) => {
			waiting.push({ events, sender, resolve });
			if (!isBusy) void takeWaiting();
		});
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
