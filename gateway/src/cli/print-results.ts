/** Prints results on standard output, one a line. */

import { once } from 'node:events';
import type { SentSlice } from '../send/send-lines.js';

/** Waits for a slow reader, so that results don't pile up in memory. */
export async function printResults({ lines, results }: SentSlice): Promise<void> {
	const text = results
		.map((result, index) => `${JSON.stringify({ line: lines[index]?.number, ...result })}\n`)
		.join('');
	// If the reader is gone, nobody wants more results; the events are still sent.
	if (!process.stdout.writable) return;
	if (!process.stdout.write(text))
		await Promise.race([once(process.stdout, 'drain'), once(process.stdout, 'close')]).catch(() => {});
}
