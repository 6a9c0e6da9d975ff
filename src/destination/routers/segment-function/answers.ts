/** Answers in Segment's language: statuses in batches, errors for single events. */

import type { EventResult, Outcome } from '../../event-result.js';

/** What became of an event and why, for people. Holds no value of the event. */
export interface EventAnswer {
	readonly outcome: Outcome;
	readonly message: string;
}

/** The answer for an event with this result. */
export function toEventAnswer({ outcome, reason, detail, requestId }: EventResult): EventAnswer {
	// Segment will still retry, so that reason would mislead.
	const parts = [reason === 'retries_exhausted' ? undefined : reason, detail].filter(Boolean).join(': ');
	return { outcome, message: requestId === undefined ? parts : `${parts} x-request-id ${requestId}` };
}

/** Segment's own spelling. (Destination Functions, read 2026-11-22) */
export interface BatchAnswer {
	readonly status: 200 | 400 | 500;
	readonly errormessage?: string;
}

/** The status of an event in a batch. Segment sends events with 500 again, for 4 hours. */
export function toBatchAnswer({ outcome, message }: EventAnswer): BatchAnswer {
	switch (outcome) {
		case 'accepted':
		case 'skipped':
			return { status: 200 };
		case 'discarded':
			return { status: 400, errormessage: message };
		case 'failed':
			return { status: 500, errormessage: message };
	}
}

type ErrorClass = new (message: string) => Error;

// Segment's error classes. Read as names, not as properties of the global object, since the host may keep them elsewhere.
declare const EventNotSupported: ErrorClass | undefined;
declare const InvalidEventPayload: ErrorClass | undefined;
declare const RetryError: ErrorClass | undefined;

/** Throws the error that tells Segment what to do with a single event; returns for an accepted one. */
export function throwUnlessAccepted({ outcome, message }: EventAnswer): void {
	switch (outcome) {
		case 'accepted':
			return;
		case 'skipped':
			throw typeof EventNotSupported === 'function'
				? new EventNotSupported(message)
				: new NamedError('EventNotSupported', message);
		case 'discarded':
			throw typeof InvalidEventPayload === 'function'
				? new InvalidEventPayload(message)
				: new NamedError('InvalidEventPayload', message);
		case 'failed':
			throw typeof RetryError === 'function' ? new RetryError(message) : new NamedError('RetryError', message);
	}
}

/** Outside Segment, an error with the name of one of its classes. */
class NamedError extends Error {
	constructor(name: string, message: string) {
		super(message);
		this.name = name;
	}
}
