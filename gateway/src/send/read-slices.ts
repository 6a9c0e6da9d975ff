/** Opens events and reads them slice by slice; says how many bytes were read. */

import { StartError } from '../start-error.js';
import type { Input } from './open-input.js';
import { readEvents } from './read-events.js';
import type { Line } from './read-lines.js';
import { type SliceLimits, toSlices } from './slices.js';

export interface ReadOptions extends SliceLimits {
	/** The stream was destroyed on purpose; what was read until then is still wanted. */
	isCut(): boolean;
	onBytes(count: number): void;
}

/** @throws StartError if what was taken for gzip can't be inflated */
export async function* readSlices({ stream }: Input, options: ReadOptions): AsyncGenerator<readonly Line[]> {
	const { isCut } = options;
	try {
		yield* toSlices(readEvents(untilDestroyed(stream, options), { isCut }), options);
	} catch (error) {
		const { code } = error as { code?: unknown };
		if (typeof code !== 'string' || !code.startsWith('Z_')) throw error;
		if (isCut()) return;
		throw new StartError(`the file of events: expected whole gzip data, got ${code}. Events until there were read.`);
	}
}

/** Passes a stream on until it ends or is destroyed on purpose. */
async function* untilDestroyed(
	stream: AsyncIterable<Buffer>,
	{ isCut, onBytes }: Pick<ReadOptions, 'isCut' | 'onBytes'>,
): AsyncGenerator<Buffer> {
	try {
		for await (const chunk of stream) {
			onBytes(chunk.length);
			yield chunk;
		}
	} catch (error) {
		if (!isCut()) throw error;
	}
}
