/** Queues calls before intake, so that an event sees what was learned from earlier calls, awaited or not. */

import type { Admission, Intake } from './intake.js';

interface Call {
	readonly events: readonly unknown[];
	readonly resolve: (admissions: readonly Admission[]) => void;
}

/** An intake whose calls wait for each other. */
export interface OrderedIntake {
	/** Takes events in, after those of earlier calls. */
	take(events: readonly unknown[]): Promise<readonly Admission[]>;
	/** Answers all calls that have not ended for them. */
	abandon(toAdmission: (event: unknown) => Admission): void;
}

/**
 * Runs one intake at a time. Calls that arrive meanwhile are taken in together next, in their order, which also spares a
 * durable store most reads and writes.
 */
export function inOrder(intake: Intake): OrderedIntake {
	const open = new Set<Call>();
	let waiting: Call[] = [];
	let isBusy = false;

	async function takeWaiting(): Promise<void> {
		isBusy = true;
		while (waiting.length > 0) {
			const calls = waiting;
			waiting = [];
			const admissions = await intake(calls.flatMap(({ events }) => events));
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
		take: (events) =>
			new Promise((resolve) => {
				const call = { events, resolve };
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
