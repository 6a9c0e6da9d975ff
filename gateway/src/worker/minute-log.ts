/** Says the same thing once a minute, with how often it happened, so that no storm of events becomes a storm of lines. */

const MINUTE_MS = 60_000;

interface Cause {
	saidMs: number;
	/** Since then. */
	count: number;
	print: (count: number) => void;
}

export class MinuteLog {
	readonly #nowMs: () => number;
	readonly #causes = new Map<string, Cause>();

	/** @param nowMs of a clock that does not jump */
	constructor(nowMs: () => number) {
		this.#nowMs = nowMs;
	}

	/** Prints at once, or when a minute has passed since this cause was last printed, with everything counted since. */
	say(cause: string, count: number, print: (count: number) => void): void {
		const known = this.#causes.get(cause);
		this.#causes.set(cause, {
			saidMs: known?.saidMs ?? Number.NEGATIVE_INFINITY,
			count: (known?.count ?? 0) + count,
			print,
		});
		this.flush();
	}

	/** Prints what is due, and forgets causes that are over. @param isLast print everything */
	flush(isLast = false): void {
		const nowMs = this.#nowMs();
		for (const [name, cause] of this.#causes) {
			if (nowMs - cause.saidMs < MINUTE_MS && !isLast) continue;
			if (cause.count === 0) {
				this.#causes.delete(name);
				continue;
			}
			cause.print(cause.count);
			this.#causes.set(name, { ...cause, saidMs: nowMs, count: 0 });
		}
	}
}
