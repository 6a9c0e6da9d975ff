/** What is said when a run begins in the middle of a file, and when it ends there. */

import type { Checkpoint, Mark } from './checkpoint.js';

/** Nothing for a run from the beginning. */
export function describeStart({ settled, begun }: Mark): string[] {
	const again =
		begun > settled
			? [
					`Lines ${settled + 1} to ${begun} were on their way when the last run ended. They are sent again with the same ids, so that each counts once.`,
				]
			: [];
	return settled === 0 ? again : [`Going on after line ${settled}, as the checkpoint says.`, ...again];
}

export interface RunEnd {
	/** Of the checkpoint, if there is one. */
	readonly checkpointFile: string | undefined;
	readonly isInterrupted: boolean;
	/** It ended before the end of the file. */
	readonly isCut: boolean;
	/** The last line that has its result, 0 if there is none. */
	readonly lastLine: number;
}

/** How to go on; nothing after a run to the end. */
export function describeEnd({ checkpointFile, isInterrupted, isCut, lastLine }: RunEnd): string[] {
	if (!isInterrupted && !isCut) return [];
	if (checkpointFile !== undefined)
		return [`To go on, run the same command again: ${checkpointFile} knows how far this run came.`];
	return [
		`Ended after line ${lastLine}. To go on, send the whole file again, or what follows that line: events that come twice have the same ids and count once. With --checkpoint FILE the next run goes on by itself.`,
	];
}

/** The results of all runs of one checkpoint; nothing if this is the first. */
export function describeTotal({ start, now }: Pick<Checkpoint, 'start' | 'now'>): string[] {
	if (start.settled === 0) return [];
	const { outcomes, settled } = now();
	const counts = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`);
	return [`All runs together, up to line ${settled}: ${counts.join(', ')}`];
}
