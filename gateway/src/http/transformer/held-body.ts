/**
 * Holds the raw bytes of a transform call, which may have to go on to the upstream as they are. RudderStack's own bounds: its
 * transformer takes 200 MB, so a call that it would take must not fail here.
 */

import { HttpError } from '../http-error.js';
import { inflate, parseJson, tooLarge } from '../read-body.js';

/** Largest body before and after inflating: that of rudder-transformer (`src/index.ts`, read 2026-11-22). */
export const MAX_CALL_BYTES = 200 * 1024 * 1024;
/** Bodies that are held at the same time, inflated ones counted again. Our choice. */
const MAX_HELD_BYTES = 512 * 1024 * 1024;

export interface HeldBody {
	/** As they came over the wire. */
	readonly bytes: Buffer;
	/** @throws HttpError 400 for what begins like gzip and is none, 413 if it inflates to more than 200 MB */
	inflated(): Promise<Buffer>;
	/** @throws HttpError as `inflated`, and 400 for what is no JSON */
	json(): Promise<unknown>;
	/** Lets others use the room. */
	release(): void;
}

export class BodyRoom {
	readonly #maxHeldBytes: number;
	#heldBytes = 0;

	constructor(maxHeldBytes = MAX_HELD_BYTES) {
		this.#maxHeldBytes = maxHeldBytes;
	}

	/** Bytes held now. */
	get heldBytes(): number {
		return this.#heldBytes;
	}

	/** @throws HttpError 413 for more than 200 MB, 503 if too much is held already */
	async hold(stream: AsyncIterable<Buffer>): Promise<HeldBody> {
		const held = { bytes: 0 };
		const chunks: Buffer[] = [];
		try {
			for await (const chunk of stream) {
				this.#take(held, chunk.length);
				if (held.bytes > MAX_CALL_BYTES) throw tooLarge(MAX_CALL_BYTES);
				chunks.push(chunk);
			}
		} catch (error) {
			this.#release(held);
			throw error;
		}
		return this.#toHeldBody(Buffer.concat(chunks, held.bytes), held);
	}

	#toHeldBody(bytes: Buffer, held: { bytes: number }): HeldBody {
		let inflating: Promise<Buffer> | undefined;
		const inflated = () => {
			inflating ??= inflate(bytes, MAX_CALL_BYTES).then((content) => {
				if (content !== bytes) this.#take(held, content.length);
				return content;
			});
			return inflating;
		};
		return {
			bytes,
			inflated,
			json: async () => parseJson((await inflated()).toString('utf8')),
			release: () => this.#release(held),
		};
	}

	#take(held: { bytes: number }, bytes: number): void {
		held.bytes += bytes;
		this.#heldBytes += bytes;
		if (this.#heldBytes > this.#maxHeldBytes) throw tooMuch();
	}

	#release(held: { bytes: number }): void {
		this.#heldBytes -= held.bytes;
		held.bytes = 0;
	}
}

function tooMuch(): HttpError {
	return new HttpError(503, 'overloaded', 'Too many large calls at once. Ask again in a moment.', 1);
}
