/** What became of an event, in the numbers by which RudderStack decides what to do with its job. */

import type { Delivered } from '../../../deliver/isolate-poison.js';

export interface JobVerdict {
	readonly statusCode: number;
	/** For people; says how it went even if it went well. */
	readonly error: string;
	/** The job is to come back in a request of its own. */
	readonly isToComeAlone?: true;
}

const DELIVERED = 200;
/** Never tried again. */
export const REFUSED = 400;
/** Tried again without end. (rudder-server's router, read 2026-11-22) */
const THROTTLED = 429;
/** Tried again, but given up after three attempts and three hours. (same place) */
const UNAVAILABLE = 500;

/** Judges the results of one batch. */
export function judge(delivered: readonly Delivered[]): JobVerdict[] {
	const isAnyAccepted = delivered.some(({ result }) => result.outcome === 'accepted');
	return delivered.map((one) => toVerdict(one, isAnyAccepted));
}

function toVerdict({ result, isThrottled }: Delivered, isAnyAccepted: boolean): JobVerdict {
	const { outcome, reason, detail = '', requestId } = result;
	const error = [describe(reason, detail), requestId && `x-request-id ${requestId}`].filter(Boolean).join(' ');
	switch (outcome) {
		case 'accepted':
			return { statusCode: DELIVERED, error };
		case 'skipped':
		case 'discarded':
			return { statusCode: REFUSED, error };
		case 'failed':
			// Whoever can mend a key may need longer than the three hours a 500 has.
			if (reason === 'unauthorized' || isThrottled) return { statusCode: THROTTLED, error };
			// Alone an event is judged for certain. Only where its neighbours pass: if OpenAI refuses all, it may not be the events.
			if (reason === 'not_isolated' && isAnyAccepted) return { statusCode: UNAVAILABLE, error, isToComeAlone: true };
			return { statusCode: UNAVAILABLE, error };
	}
}

function describe(reason: string | undefined, detail: string): string {
	if (reason === undefined) return detail === '' ? 'accepted' : `accepted, ${detail}`;
	// RudderStack has yet to exhaust its retries.
	if (reason === 'retries_exhausted') return detail;
	return detail === '' ? reason : `${reason}: ${detail}`;
}
