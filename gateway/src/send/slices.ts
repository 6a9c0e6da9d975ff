/** Gathers lines into slices that are sent together. */

import type { Line } from './read-lines.js';

export interface SliceLimits {
	readonly maxLines: number;
	readonly maxBytes: number;
}

/** Yields slices of at most `maxLines` lines that end with the line that reaches `maxBytes`; the last one may be small. */
export async function* toSlices(lines: AsyncIterable<readonly Line[]>, limits: SliceLimits): AsyncGenerator<Line[]> {
	let slice: Line[] = [];
	let bytes = 0;
	for await (const chunk of lines) {
		for (const line of chunk) {
			slice.push(line);
			bytes += line.sizeBytes;
			if (slice.length < limits.maxLines && bytes < limits.maxBytes) continue;
			yield slice;
			slice = [];
			bytes = 0;
		}
	}
	if (slice.length > 0) yield slice;
}
