/** Bounds the bodies that are held at the same time: many large ones at once are put off, one that is too large is refused. */

import { HttpError, tooLarge } from './http-error.js';

/** What one body takes up of the room. */
export interface Share {
	/** @throws HttpError 503 if the room is full; the bytes count until `release` all the same */
	take(bytes: number): void;
	/** Lets others use the room. */
	release(): void;
}

export class ByteRoom {
	readonly #maxBytes: number;
	#bytes = 0;

	constructor(maxBytes: number) {
		this.#maxBytes = maxBytes;
	}

	/** Bytes held now. */
	get bytes(): number {
		return this.#bytes;
	}

	open(): Share {
		let held = 0;
		return {
			take: (bytes) => {
				held += bytes;
				this.#bytes += bytes;
				if (this.#bytes > this.#maxBytes) throw tooMuch();
			},
			release: () => {
				this.#bytes -= held;
				held = 0;
			},
		};
	}
}

/** Reads a stream to its end. @throws HttpError 413 beyond `maxBytes`, 503 if the room is full */
export async function collect(stream: AsyncIterable<Buffer>, share: Share, maxBytes: number): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of stream) {
		bytes += chunk.length;
		if (bytes > maxBytes) throw tooLarge(maxBytes);
		share.take(chunk.length);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks, bytes);
}

function tooMuch(): HttpError {
	return new HttpError(503, 'overloaded', 'Too many large requests at once. Send again in a moment.', 1);
}
