/** Explains events after their senders have their answers, a bounded number a second: explaining costs four times as much as mapping. */

import type { Explanation, SettingsInput } from 'openai-ads-destination';

/** (product decision) */
const [PER_SECOND, RESERVED] = [200, 50];
/** Events that wait to be explained; they are let go of after that. Our choice. */
const MAX_WAITING = 200;
const SECOND_MS = 1000;

export interface Request {
	/** Refused, skipped or with notes: those are what people look for. */
	readonly isNoted: boolean;
	explain(): Explanation;
	/** Is called with the explanation, later. */
	tell(explanation: Explanation): void;
}

/** What is explained with: the settings of the pixel at this moment. */
export type ExplainSettings = SettingsInput;

export interface LaterPorts {
	/** Of a clock that does not jump. */
	monotonicMs(): number;
	/** Runs something in a later turn. */
	defer(work: () => void): void;
}

export class ExplainLater {
	readonly #ports: LaterPorts;
	#waiting: Request[] = [];
	#isRunning = false;
	#secondMs = Number.NEGATIVE_INFINITY;
	#spent = { all: 0, plain: 0 };

	constructor(ports: LaterPorts) {
		this.#ports = ports;
	}

	/** False if there is no budget left for it in this second. */
	add(request: Request): boolean {
		if (!this.#hasBudget(request.isNoted) || this.#waiting.length >= MAX_WAITING) return false;
		this.#spent.all += 1;
		if (!request.isNoted) this.#spent.plain += 1;
		this.#waiting.push(request);
		this.#run();
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

	/** One a turn, so that no request waits for more than one. */
	#run(): void {
		if (this.#isRunning) return;
		this.#isRunning = true;
		this.#ports.defer(() => {
			this.#isRunning = false;
			const next = this.#waiting.shift();
			if (this.#waiting.length > 0) this.#run();
			if (next !== undefined) next.tell(next.explain());
		});
	}
}
