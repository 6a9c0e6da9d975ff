/** Sends a file's events slice by slice, at the rate and from the line that are wanted. */

import type { AnalyticsEvent, Outcome } from 'openai-ads-destination';
import type { Checkpoint, OutcomeCounts } from './checkpoint.js';
import type { RateLimit } from './rate-limit.js';
import type { Line } from './read-lines.js';
import { parseEvents, type SendBatch, type SentSlice, sendLines } from './send-lines.js';

export interface SendFileOptions {
	readonly slices: AsyncIterable<readonly Line[]>;
	readonly send: SendBatch;
	/** Remembers what events say of people that an earlier run has sent; without it they are only passed over. */
	teach?(events: Iterable<AnalyticsEvent>): Promise<void>;
	readonly limit: RateLimit;
	readonly checkpoint: Checkpoint | undefined;
	/** Somebody asked to end: with a checkpoint nothing more is begun. */
	isInterrupted(): boolean;
	/** Ends waits. */
	readonly stop: AbortSignal;
	/** Is told of each slice that has its results. */
	onSent(slice: SentSlice): Promise<void>;
}

/**
 * Resolves when everything has its result or, with a checkpoint, when there is no sense in going on: interrupted, or OpenAI
 * can't be reached or refuses the key. What failed then is sent again by the next run, with the same ids.
 *
 * @returns whether the input was sent to its end
 */
export async function sendFile(options: SendFileOptions): Promise<boolean> {
	const { checkpoint } = options;
	for await (const slice of sendLines(takeTurns(options), options.send)) {
		await options.onSent(slice);
		if (checkpoint === undefined) continue;
		if (mustStop(slice)) return false;
		await checkpoint.settle(lastOf(slice.lines), countOutcomes(slice));
	}
	if (options.isInterrupted()) return false;
	await checkpoint?.finish();
	return true;
}

/** The lines that are not settled yet, each slice when its turn has come and the checkpoint knows that it is on its way. */
async function* takeTurns(options: SendFileOptions): AsyncGenerator<readonly Line[]> {
	const { slices, checkpoint, limit, stop, teach } = options;
	const settled = checkpoint?.start.settled ?? 0;
	for await (const lines of slices) {
		const begin = countSettled(lines, settled);
		if (begin > 0) await teach?.(parseEvents(lines.slice(0, begin)));
		const open = begin === 0 ? lines : lines.slice(begin);
		if (open.length === 0) continue;
		if (checkpoint !== undefined && options.isInterrupted()) return;
		await limit(open.length, stop);
		await checkpoint?.begin(lastOf(open));
		yield open;
	}
}

/** Lines are in the order of their numbers. */
function countSettled(lines: readonly Line[], settled: number): number {
	let count = 0;
	while ((lines[count]?.number ?? Number.POSITIVE_INFINITY) <= settled) count++;
	return count;
}

/** Everything failed, or something did that is no event's fault. One event that was not isolated stops nobody. */
function mustStop({ results }: SentSlice): boolean {
	const failed = results.filter(({ outcome }) => outcome === 'failed');
	return failed.some(({ reason }) => reason !== 'not_isolated') || (failed.length > 0 && isNothingElse(results));
}

function isNothingElse(results: SentSlice['results']): boolean {
	return results.every(({ outcome }) => outcome !== 'accepted');
}

function countOutcomes({ results }: SentSlice): OutcomeCounts {
	const counts: Partial<Record<Outcome, number>> = {};
	for (const { outcome } of results) counts[outcome] = (counts[outcome] ?? 0) + 1;
	return counts;
}

function lastOf(lines: readonly Line[]): number {
	return lines.at(-1)?.number ?? 0;
}
