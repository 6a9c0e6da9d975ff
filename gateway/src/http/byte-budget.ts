/** Bounds the bytes of bodies held at the same time: too many large bodies at once are put off, one that is too large is refused. */

import { Readable } from 'node:stream';
import { HttpError, tooLarge } from './http-error.js';

/** What one body uses of the budget. */
export interface BudgetShare {
	/** @throws HttpError if the budget is used up; the bytes still count until `release` */
	take(bytes: number): void;
	/** Gives the bytes back to the budget. */
	release(): void;
}

/** A number of bytes that all bodies held at the same time share. */
export class ByteBudget {
	readonly #maxBytes: number;
	readonly #statusCode: 429 | 503;
	#bytes = 0;

	/** @param statusCode what puts the senders off */
	constructor(maxBytes: number, statusCode: 429 | 503) {
		this.#maxBytes = maxBytes;
		this.#statusCode = statusCode;
	}

	/** Bytes in use. */
	get bytes(): number {
		return this.#bytes;
	}

	/** Starts the share of one body, at 0 bytes. */
	openShare(): BudgetShare {
		let taken = 0;
		return {
			take: (bytes) => {
				taken += bytes;
				this.#bytes += bytes;
				if (this.#bytes > this.#maxBytes) throw overloaded(this.#statusCode);
			},
			release: () => {
				this.#bytes -= taken;
				taken = 0;
			},
		};
	}
}

/** Reads a stream to its end. @throws HttpError `refuse` makes, 413 unless given, beyond `maxBytes`; and as `share.take` does */
export async function readBytes(
	stream: AsyncIterable<Buffer>,
	share: BudgetShare,
	maxBytes: number,
	refuse = () => tooLarge(maxBytes),
): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of keepOpen(stream)) {
		bytes += chunk.length;
		if (bytes > maxBytes) throw refuse();
		share.take(chunk.length);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks, bytes);
}

/** Leaving a stream early would destroy it, and with it the connection that the refusal is to go over. */
function keepOpen(stream: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
	return stream instanceof Readable ? stream.iterator({ destroyOnReturn: false }) : stream;
}

function overloaded(statusCode: 429 | 503): HttpError {
	return new HttpError(statusCode, 'overloaded', 'Too many large requests at once. Send again in a moment.', 1);
}
