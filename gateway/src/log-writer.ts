/** Writes log lines to a pipe without ever waiting for its reader: a log shipper that hangs must not stop the gateway. */

import type { Writable } from 'node:stream';

/** Bytes of lines that wait for the reader. Our choice. */
const MAX_WAITING_BYTES = 1024 * 1024;

export interface LineWriter {
	write(line: string): void;
	/** Lines dropped since the start. */
	dropped(): number;
}

/** Lines that find too many others waiting are dropped; how many it were is said as soon as the reader has caught up. */
export function createLineWriter(
	stream: Pick<Writable, 'write' | 'once' | 'writableLength'>,
	maxWaitingBytes = MAX_WAITING_BYTES,
): LineWriter {
	let [dropped, total] = [0, 0];
	const tellDropped = () => {
		stream.write(`${JSON.stringify({ level: 'warn', dropped, msg: DROPPED })}\n`);
		dropped = 0;
	};
	return {
		write(line) {
			if (dropped === 0 && stream.writableLength + line.length <= maxWaitingBytes) {
				stream.write(line);
				return;
			}
			if (dropped === 0) stream.once('drain', tellDropped);
			dropped += 1;
			total += 1;
		},
		dropped: () => total,
	};
}

const DROPPED = 'Log lines were dropped, because nobody read standard error fast enough.';
