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

/** Sleeps, but not longer than until the signal aborts, whatever the clock makes of the signal. */
export async function sleepUnless(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> {
	if (signal === undefined) return clock.sleep(ms);
	await unlessAborted(clock.sleep(ms, signal), signal);
}

/** Waits for work, but not longer than until the signal aborts; then `undefined`. The work itself goes on. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
	let wake = () => {};
	const woken = new Promise<undefined>((resolve) => {
		wake = () => resolve(undefined);
	});
	signal.addEventListener('abort', wake);
	if (signal.aborted) wake();
	return Promise.race([work, woken]).finally(() => signal.removeEventListener('abort', wake));
}

/** Longest time that timers take. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Waits for work, at most `ms` milliseconds by the machine's clock.
 *
 * @throws what the work throws, and a TimeoutError when it has not ended in time; the work itself goes on
 */
export async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<never>((_resolve, reject) => {
		const error = () => reject(new DOMException('Not done in time.', 'TimeoutError'));
		timer = setTimeout(error, Math.min(ms, MAX_TIMER_MS));
	});
	return Promise.race([work, late]).finally(() => clearTimeout(timer));
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
