/** A progress bar on standard error, on terminals only. */

import { SingleBar } from 'cli-progress';

export interface Progress {
	/** @param bytes read so far */
	show(bytes: number, events: number): void;
	stop(): void;
}

export const NO_PROGRESS: Progress = { show: () => {}, stop: () => {} };

/** @param totalBytes of the file; `undefined` for standard input, which has no end in sight */
export function createProgress(totalBytes: number | undefined): Progress {
	if (!process.stderr.isTTY) return NO_PROGRESS;
	const format =
		totalBytes === undefined ? '{events} events' : '{bar} {percentage} % | {events} events | {eta_formatted} left';
	// The command has its own way to end on a signal, and the cursor stays where it is.
	const bar = new SingleBar({ format, stream: process.stderr, gracefulExit: false, hideCursor: false });
	bar.start(totalBytes ?? 0, 0, { events: 0 });
	return { show: (bytes, events) => bar.update(bytes, { events }), stop: () => bar.stop() };
}
