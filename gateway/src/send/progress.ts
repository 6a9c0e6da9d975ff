/** A progress bar on standard error, if that is a terminal. */

import { SingleBar } from 'cli-progress';

export interface Progress {
	/** @param bytes read so far */
	show(bytes: number, events: number): void;
	stop(): void;
}

export const NO_PROGRESS: Progress = { show: () => {}, stop: () => {} };

/** @param totalBytes size of the file; `undefined` for standard input, whose size is unknown */
export function createProgress(totalBytes: number | undefined): Progress {
	if (!process.stderr.isTTY) return NO_PROGRESS;
	const format =
		totalBytes === undefined ? '{events} events' : '{bar} {percentage} % | {events} events | {eta_formatted} left';
	// The command handles signals itself, and the cursor stays visible.
	const bar = new SingleBar({ format, stream: process.stderr, gracefulExit: false, hideCursor: false });
	bar.start(totalBytes ?? 0, 0, { events: 0 });
	return { show: (bytes, events) => bar.update(bytes, { events }), stop: () => bar.stop() };
}
