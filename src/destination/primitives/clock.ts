/** The only source of time: reading the clock, and waiting. */

export interface Clock {
	/**
	 * The current time, Unix milliseconds.
	 * @default Date.now
	 */
	nowMs(): number;
	/**
	 * Resolves after `ms` milliseconds, or at once when the signal aborts. Never rejects.
	 * @default a timer
	 */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Reads the machine's own clock. */
export const systemNowMs = (): number => Date.now();

/** The machine's own clock. */
export const systemClock: Clock = {
	nowMs: systemNowMs,
	sleep: (ms, signal) =>
		new Promise((resolve) => {
			if (signal?.aborted) return resolve();
			const wake = () => {
				clearTimeout(timer);
				signal?.removeEventListener('abort', wake);
				resolve();
			};
			const timer = setTimeout(wake, ms);
			signal?.addEventListener('abort', wake, { once: true });
		}),
};
