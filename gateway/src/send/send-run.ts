/** One run of `openai-ads send`: the events are read, sent, counted and shown. */

import type { Checkpoint } from './checkpoint.js';
import type { Input } from './open-input.js';
import type { Progress } from './progress.js';
import { createRateLimit, NO_LIMIT } from './rate-limit.js';
import { readSlices } from './read-slices.js';
import { sendFile } from './send-file.js';
import type { SentSlice } from './send-lines.js';
import type { Sender } from './sender.js';
import type { SliceLimits } from './slices.js';
import type { Tally } from './tally.js';
import type { Waits } from './waits.js';

export interface SendRunOptions {
	readonly input: Input;
	readonly sender: Sender;
	readonly checkpoint: Checkpoint | undefined;
	/** Events a second. */
	readonly rate: number | undefined;
	readonly limits: SliceLimits;
	readonly progress: Progress;
	readonly waits: Waits;
	readonly tally: Tally;
	isInterrupted(): boolean;
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
	/** Ends waits. */
	readonly stop: AbortSignal;
	onSent(slice: SentSlice): Promise<void>;
}

export interface RanTo {
	/** The last line that has its result, 0 if none has. */
	readonly lastLine: number;
	/** It ended before the end of the input. */
	readonly isCut: boolean;
}

/** Sends the input, counts the results and shows how far it came. */
export async function sendRun(options: SendRunOptions): Promise<RanTo> {
	const { input, sender, checkpoint, rate, limits, progress, waits, tally, isInterrupted, stop, sleep } = options;
	let [bytes, lastLine] = [0, 0];
	const onBytes = (count: number) => {
		bytes += count;
		waits.progress();
	};
	const isAtEnd = await sendFile({
		slices: readSlices(input, { ...limits, isCut: isInterrupted, onBytes }),
		...sender,
		limit: rate === undefined ? NO_LIMIT : createRateLimit(rate, { monotonicMs: () => performance.now(), sleep }),
		checkpoint,
		isInterrupted,
		stop,
		onSent: async (slice) => {
			for (const [index, result] of slice.results.entries()) tally.add(result, slice.lines[index]?.number ?? 0);
			lastLine = slice.lines.at(-1)?.number ?? lastLine;
			progress.show(bytes, tally.total);
			waits.progress();
			await options.onSent(slice);
		},
	});
	return { lastLine, isCut: !isAtEnd };
}
