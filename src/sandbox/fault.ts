/** Faults that a test asks for, and which of them strikes the next request. */

import { findFaultProblem } from './fault-problem.js';

/**
 * How the sandbox misbehaves. At most one of `status`, `reset` and `halfBody`; `delayMs` may stand beside them or alone.
 *
 *   { status: 503, times: 2, retryAfter: 1 }  // the next two requests
 *   { status: 429, probability: 0.1 }         // one in ten, until cleared
 *   { indexInError: false }                   // until cleared
 */
export interface Fault {
	/** Answered instead of judging the request, 300 to 599; nothing is stored. */
	readonly status?: number;
	/** The request is judged and stored on arrival; its answer leaves this many milliseconds later. */
	readonly delayMs?: number;
	/** The connection is reset without an answer; nothing is stored. */
	readonly reset?: true;
	/** The request is judged and stored, and the connection breaks in the middle of the answer. */
	readonly halfBody?: true;
	/** `Retry-After` of a `status`: seconds, or any text such as an HTTP date. */
	readonly retryAfter?: number | string;
	/**
	 * Requests it strikes before it is used up.
	 * @default 1; until cleared with `probability` or `indexInError`
	 */
	readonly times?: number;
	/** Chance to strike each request, 0 to 1. 1 without `times` strikes all until cleared. */
	readonly probability?: number;
	/** `false`: a refused event is not named, neither by `param` nor in `errors`. Goes together with any other fault. */
	readonly indexInError?: boolean;
}

/** What strikes one request. */
export interface Strike {
	readonly fault: Fault;
	readonly indexInError: boolean;
}

export class Faults {
	#active: { readonly fault: Fault; timesLeft: number }[] = [];

	/** Adds a fault behind the others. Throws a TypeError that says what is wrong with it. */
	add(fault: Fault): void {
		const problem = findFaultProblem(fault);
		if (problem !== undefined) throw new TypeError(problem);
		const lasts = fault.probability !== undefined || fault.indexInError !== undefined;
		this.#active.push({ fault: { ...fault }, timesLeft: fault.times ?? (lasts ? Number.POSITIVE_INFINITY : 1) });
	}

	/** Draws for one request: the first fault that matches, in order of arrival, and whether bad events are named. */
	strike(): Strike {
		let indexInError = true;
		let struck: Fault = {};
		for (const entry of this.#active) {
			const { fault } = entry;
			if (Math.random() >= (fault.probability ?? 1)) continue;
			entry.timesLeft--;
			if (fault.indexInError === false) indexInError = false;
			if (!isAction(fault)) continue;
			struck = fault;
			break;
		}
		this.#active = this.#active.filter(({ timesLeft }) => timesLeft > 0);
		return { fault: struck, indexInError };
	}

	clear(): void {
		this.#active = [];
	}
}

function isAction({ status, delayMs, reset, halfBody }: Fault): boolean {
	return status !== undefined || delayMs !== undefined || reset === true || halfBody === true;
}
