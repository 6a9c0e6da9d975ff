/** Puts callers in a queue before intake, so that an event sees what the calls before it taught, awaited or not. */

import type { Admission, Intake } from './intake.js';

interface Call {
	readonly events: readonly unknown[];
	readonly answer: (admissions: readonly Admission[]) => void;
}

/**
 * Lets one call in at a time. What comes while one is under way is taken in together next, in the order it came, which
 * also spares a durable store most reads and writes.
 */
export function inOrder(intake: Intake): Intake {
	let waiting: Call[] = [];
	let isBusy = false;

	async function letIn(): Promise<void> {
		isBusy = true;
		while (waiting.length > 0) {
			const calls = waiting;
			waiting = [];
			const admissions = await intake(calls.flatMap(({ events }) => events));
			let start = 0;
			for (const { events, answer } of calls) {
				answer(admissions.slice(start, start + events.length));
				start += events.length;
			}
		}
		isBusy = false;
	}

	return (events) =>
		new Promise((answer) => {
			waiting.push({ events, answer });
			if (!isBusy) void letIn();
		});
}
