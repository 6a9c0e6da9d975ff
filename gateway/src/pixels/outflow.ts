/** How many events of a pixel OpenAI accepts a second, and how its last request ended. */

import type { Ports } from 'openai-ads-destination/pipeline';
import type { PixelFlow } from '../operate/pixel-control.js';

/** What the rate is averaged over, the second that runs included. Our choice: batches a few seconds apart do not make it jump. */
const SECONDS = 10;
const SECOND_MS = 1000;

export interface OutflowPorts {
	/** Unix milliseconds. */
	nowMs(): number;
	/** Of a clock that does not jump. */
	monotonicMs(): number;
}

export class Outflow {
	readonly #ports: OutflowPorts;
	/** Events that OpenAI accepted, by the second; a second takes the place of the one ten before it. */
	readonly #taken = Array.from({ length: SECONDS }, () => ({ second: Number.NEGATIVE_INFINITY, events: 0 }));
	#lastAnswer: PixelFlow['lastAnswer'];

	constructor(ports: OutflowPorts) {
		this.#ports = ports;
	}

	accepted(events: number): void {
		const second = this.#second();
		const bucket = this.#taken[second % SECONDS];
		if (bucket === undefined) return;
		if (bucket.second !== second) Object.assign(bucket, { second, events: 0 });
		bucket.events += events;
	}

	/** Notes when each request is answered, and with which status, or when it fails without an answer. */
	watch(fetch: Ports['fetch']): Ports['fetch'] {
		return async (...request) => {
			let status: number | undefined;
			try {
				const response = await fetch(...request);
				({ status } = response);
				return response;
			} finally {
				this.#lastAnswer = { atMs: this.#ports.nowMs(), ...(status === undefined ? {} : { status }) };
			}
		};
	}

	read(): Pick<PixelFlow, 'outPerSecond' | 'lastAnswer'> {
		const now = this.#second();
		const sum = this.#taken.reduce((total, { second, events }) => (now - second < SECONDS ? total + events : total), 0);
		const outPerSecond = sum / SECONDS;
		return { outPerSecond, ...(this.#lastAnswer === undefined ? {} : { lastAnswer: this.#lastAnswer }) };
	}

	#second(): number {
		return Math.floor(this.#ports.monotonicMs() / SECOND_MS);
	}
}
