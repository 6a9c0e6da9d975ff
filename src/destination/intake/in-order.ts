/** Queues calls before intake, so that an event sees what was learned from earlier calls, awaited or not. */

import type { Admission, Intake } from './intake.js';

interface Call {
	readonly events: readonly unknown[];
	readonly resolve: (admissions: readonly Admission[]) => void;
}

/**
 * Runs one intake at a time. Calls that arrive meanwhile are taken in together next, in their order, which also spares a
 * durable store most reads and writes.
 */
export function inOrder(intake: Intake): Intake {
	let waiting: Call[] = [];
	let isBusy = false;

	async function takeWaiting(): Promise<void> {
		isBusy = true;
		while (waiting.length > 0) {
			const calls = waiting;
			waiting = [];
			const admissions = await intake(calls.flatMap(({ events }) => events));
			let start = 0;
			for (const { events, resolve } of calls) {
				resolve(admissions.slice(start, start + events.length));
				start += events.length;
			}
		}
		isBusy = false;
	}

	return (events) =>
		new Promise((resolve) => {
			waiting.push({ events, resolve });
			if (!isBusy) void takeWaiting();
		});
}
