/** Faults that a test asks for, and which of them the next request meets. */

import { findFaultProblem } from './fault-problem.js';

/**
 * How the sandbox misbehaves. At most one of `status`, `acceptedEvents`, `refusedEvent`, `cloudflare`, `reset` and `halfBody`, with
 * or without `delayMs`; or `delayMs` alone.
 *
 *   { status: 503, times: 2, retryAfter: 1 }  // the next two requests
 *   { status: 429, probability: 0.1 }         // one in ten, until cleared
 *   { indexInError: false }                   // until cleared
 */
export interface Fault {
	/**
	 * Status to answer. 300 to 599: the request is neither judged nor stored. 204: a good request is stored, and answered without
	 * a body and so without a count.
	 */
	readonly status?: number;
	/** Of a good request only the first so many events are stored and counted in `accepted_events`; it is answered 200 all the same. */
	readonly acceptedEvents?: number;
	/** The event at this place of a good request is refused by name, `0` the first: 400, and nothing is stored. */
	readonly refusedEvent?: number;
	/**
	 * 403 with the text `error code: 1010`, as from the firewall before OpenAI when it refuses a client. The request is neither
	 * judged nor stored.
	 */
	readonly cloudflare?: 1010;
	/** The request is judged and stored on arrival; its answer leaves this many milliseconds later. */
	readonly delayMs?: number;
	/** The connection is reset without an answer, and nothing is stored. */
	readonly reset?: true;
	/** The request is judged and stored, and the connection breaks in the middle of the answer. */
	readonly halfBody?: true;
	/** `Retry-After` header for a `status`: seconds, or any text such as an HTTP date. */
	readonly retryAfter?: number | string;
	/**
	 * How many requests meet the fault before it is used up.
	 * @default 1; no limit with `probability` or `indexInError`
	 */
	readonly times?: number;
	/** Chance that a request meets the fault, 0 to 1. With 1 and no `times` every request does, until the faults are cleared. */
	readonly probability?: number;
	/** `false`: a refused event is not named, neither by `param` nor in `errors`. Works together with any other fault. */
	readonly indexInError?: boolean;
}

/** The faults that one request meets. */
export interface DrawnFault {
	readonly fault: Fault;
	readonly indexInError: boolean;
}

/** A fault that is switched on. */
export interface ActiveFault {
	/** As it was given, if it was. */
	readonly name?: string;
	readonly fault: Fault;
	/** Requests that will still meet it; absent without a limit. */
	readonly timesLeft?: number;
}

/** Faults that are on at once, so that a script that adds them without end fills no memory. Our choice. */
export const MAX_FAULTS = 1000;

/** The faults that decide about the answer by themselves. */
const ACTIONS = ['status', 'acceptedEvents', 'refusedEvent', 'cloudflare', 'delayMs', 'reset', 'halfBody'] as const;

export class Faults {
	#active: { readonly name: string | undefined; readonly fault: Fault; timesLeft: number }[] = [];

	/** Adds a fault after the others; one of the same name goes. Throws a TypeError that says what is wrong with it. */
	add(fault: Fault, name?: string): void {
		const problem = findFaultProblem(fault);
		if (problem !== undefined) throw new TypeError(problem);
		if (name !== undefined) this.end(name);
		if (this.#active.length >= MAX_FAULTS)
			throw new TypeError(`fault: ${MAX_FAULTS} are on already. Clear them first.`);
		const lasts = fault.probability !== undefined || fault.indexInError !== undefined;
		this.#active.push({ name, fault: { ...fault }, timesLeft: fault.times ?? (lasts ? Number.POSITIVE_INFINITY : 1) });
	}

	/** Those that are on, oldest first. */
	list(): ActiveFault[] {
		return this.#active.map(({ name, fault, timesLeft }) => ({
			...(name === undefined ? {} : { name }),
			fault: { ...fault },
			...(Number.isFinite(timesLeft) ? { timesLeft } : {}),
		}));
	}

	/** Switches off the fault of that name, if it is on. */
	end(name: string): void {
		this.#active = this.#active.filter((each) => each.name !== name);
	}

	/** Draws for one request: the first fault by chance and order of arrival, and whether bad events are named. */
	draw(): DrawnFault {
		let indexInError = true;
		let drawn: Fault = {};
		for (const entry of this.#active) {
			const { fault } = entry;
			if (Math.random() >= (fault.probability ?? 1)) continue;
			entry.timesLeft--;
			if (fault.indexInError === false) indexInError = false;
			if (!isAction(fault)) continue;
			drawn = fault;
			break;
		}
		this.#active = this.#active.filter(({ timesLeft }) => timesLeft > 0);
		return { fault: drawn, indexInError };
	}

	clear(): void {
		this.#active = [];
	}
}

function isAction(fault: Fault): boolean {
	return ACTIONS.some((key) => fault[key] !== undefined);
}
