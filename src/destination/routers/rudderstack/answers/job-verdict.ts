/** What became of an event, as the status by which RudderStack decides what to do with its job. */

import type { Delivered } from '../../../deliver/isolate-poison.js';
import { ABORTED, DELIVERED, THROTTLED } from './status-code.js';

export interface JobVerdict {
	readonly statusCode: number;
	/** For people; filled in for accepted events too. */
	readonly error: string;
	/** RudderStack should send the job again in a request of its own. */
	readonly isToRetryAlone?: true;
}

/** One verdict for each result of a batch, in order. */
export function toJobVerdicts(delivered: readonly Delivered[]): JobVerdict[] {
	const isAnyAccepted = delivered.some(({ result }) => result.outcome === 'accepted');
	return delivered.map((one) => toJobVerdict(one, isAnyAccepted));
}

function toJobVerdict({ result }: Delivered, isAnyAccepted: boolean): JobVerdict {
	const { outcome, reason, detail = '', requestId } = result;
	const error = [describe(reason, detail), requestId && `x-request-id ${requestId}`].filter(Boolean).join(' ');
	switch (outcome) {
		case 'accepted':
			return { statusCode: DELIVERED, error };
		case 'skipped':
		case 'discarded':
			return { statusCode: ABORTED, error };
		case 'failed':
			// The event is not at fault. It is tried again until it is too old.
			// Sent alone, it gets a certain verdict. If OpenAI refuses its neighbours too, the events may not be at fault.
			if (reason === 'not_isolated' && isAnyAccepted) return { statusCode: THROTTLED, error, isToRetryAlone: true };
			return { statusCode: THROTTLED, error };
	}
}

function describe(reason: string | undefined, detail: string): string {
	if (reason === undefined) return detail === '' ? 'accepted' : `accepted, ${detail}`;
	// RudderStack will still retry, so this reason would mislead.
	if (reason === 'retries_exhausted') return detail;
	return detail === '' ? reason : `${reason}: ${detail}`;
}
