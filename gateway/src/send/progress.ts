/** A progress bar on standard error, if that is a terminal; else a line for each long wait. */

import { SingleBar } from 'cli-progress';

export interface Progress {
	/** @param bytes read so far */
	show(bytes: number, events: number): void;
	/** What is waited for; `undefined` if for nothing. To be called often. */
	wait(word: string | undefined): void;
	/** A line of text that stays. */
	say(text: string): void;
	stop(): void;
}

export interface ProgressOptions {
	/** Size of the file; `undefined` for standard input, whose size is unknown. */
	readonly totalBytes: number | undefined;
	/** A bar would be torn apart by results on the same terminal. */
	readonly hasBar: boolean;
	/** Milliseconds of a clock that never jumps. */
	monotonicMs(): number;
}

/** Lines about waits, where there is no bar. Our choice. */
const SAY_EVERY_MS = 30_000;
const BAR = '{bar} {percentage} % | {events} events, {rate}/s | {eta_formatted} left {wait}';
const COUNTER = '{events} events, {rate}/s {wait}';

export function createProgress(options: ProgressOptions): Progress {
	return options.hasBar ? createBar(options) : createLines(options);
}

function createBar({ totalBytes, monotonicMs }: ProgressOptions): Progress {
	const format = totalBytes === undefined ? COUNTER : BAR;
	// The command handles signals itself, and the cursor stays visible.
	const bar = new SingleBar({ format, stream: process.stderr, gracefulExit: false, hideCursor: false });
	const startedMs = monotonicMs();
	bar.start(totalBytes ?? 0, 0, { events: 0, rate: 0, wait: '' });
	return {
		show: (bytes, events) => {
			const rate = Math.round(events / Math.max(0.001, (monotonicMs() - startedMs) / 1000));
			bar.update(bytes, { events, rate });
		},
		wait: (word) => bar.update({ wait: word === undefined ? '' : `| ${word}` }),
		say: (text) => process.stderr.write(`\n${text}\n`),
		stop: () => bar.stop(),
	};
}

function createLines({ monotonicMs }: ProgressOptions): Progress {
	let saidMs = Number.NEGATIVE_INFINITY;
	return {
		show: () => {},
		wait: (word) => {
			if (word === undefined || monotonicMs() - saidMs < SAY_EVERY_MS) return;
			saidMs = monotonicMs();
			console.error(word);
		},
		say: (text) => console.error(text),
		stop: () => {},
	};
}
