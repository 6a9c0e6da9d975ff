/** Explains events after their senders have their answers, a bounded number a second: explaining costs four times as much as mapping. */

import { LaterTurns, type TurnPorts } from './later-turns.js';

/** (product decision) */
const [PER_SECOND, RESERVED] = [200, 50];
/** Events that wait to be explained; they are let go of after that. Our choice. */
const MAX_WAITING = 200;
const SECOND_MS = 1000;

export interface Request {
	/** Refused, skipped or with notes: those are what people look for. */
	readonly isNoted: boolean;
	/** Is called later. Must not throw. */
	readonly explain: () => void;
}

export class ExplainLater {
	readonly #ports: TurnPorts;
	readonly #turns: LaterTurns;
	#secondMs = Number.NEGATIVE_INFINITY;
	#spent = { all: 0, plain: 0 };

	constructor(ports: TurnPorts) {
		this.#ports = ports;
		// One a turn, so that no request waits for more than one.
		this.#turns = new LaterTurns(ports, 0);
	}

	/** False if there is no budget left for it in this second. */
	add(request: Request): boolean {
		if (!this.#hasBudget(request.isNoted) || this.#turns.waiting >= MAX_WAITING) return false;
		this.#spent.all += 1;
		if (!request.isNoted) this.#spent.plain += 1;
		this.#turns.add(request.explain);
		return true;
	}

	#hasBudget(isNoted: boolean): boolean {
		const nowMs = this.#ports.monotonicMs();
		if (nowMs - this.#secondMs >= SECOND_MS) {
			this.#secondMs = nowMs;
			this.#spent = { all: 0, plain: 0 };
		}
		return this.#spent.all < PER_SECOND && (isNoted || this.#spent.plain < PER_SECOND - RESERVED);
	}
}
