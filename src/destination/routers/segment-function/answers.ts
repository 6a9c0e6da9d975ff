/** An answer in Segment's language: statuses in batches, errors for single events. */

import type { Answer } from './handlers.js';

/** Segment's own spelling. (Destination Functions, read 2026-11-22) */
export interface BatchAnswer {
	readonly status: 200 | 400 | 500;
	readonly errormessage?: string;
}

/** What the status of an event is in a batch. Segment sends those with 500 again, for 4 hours. */
export function toBatchAnswer({ outcome, message }: Answer): BatchAnswer {
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

// Segment's error classes. Names, not properties of the global object: where a host keeps them is its own business.
declare const EventNotSupported: ErrorClass | undefined;
declare const InvalidEventPayload: ErrorClass | undefined;
declare const RetryError: ErrorClass | undefined;

/** Throws the error by which Segment knows what to do with a single event; returns for an accepted one. */
export function raise({ outcome, message }: Answer): void {
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

/** Elsewhere than at Segment the name says which of its classes is meant. */
class NamedError extends Error {
	constructor(name: string, message: string) {
		super(message);
		this.name = name;
	}
}
