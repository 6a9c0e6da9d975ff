/**
 * Holds the raw bytes of a transform call, which may have to go on to the upstream as they are. RudderStack's own bounds: its
 * transformer takes 200 MB, so a call that it would take must not fail here.
 */

import { ByteRoom, collect, type Share } from '../../http/byte-room.js';
import { inflate, parseJson } from '../../http/read-body.js';

/** Largest body before and after inflating: that of rudder-transformer (`src/index.ts`, read 2026-11-22). */
export const MAX_CALL_BYTES = 200 * 1024 * 1024;
/** Bodies held at the same time, inflated ones again: docs/decisions/0013-memory-for-bodies-is-counted.md */
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
	readonly #room: ByteRoom;

	constructor(maxHeldBytes = MAX_HELD_BYTES) {
		this.#room = new ByteRoom(maxHeldBytes);
	}

	/** Bytes held now. */
	get heldBytes(): number {
		return this.#room.bytes;
	}

	/** @throws HttpError 413 for more than 200 MB, 503 if too much is held already */
	async hold(stream: AsyncIterable<Buffer>): Promise<HeldBody> {
		const share = this.#room.open();
		try {
			return toHeldBody(await collect(stream, share, MAX_CALL_BYTES), share);
		} catch (error) {
			share.release();
			throw error;
		}
	}
}

function toHeldBody(bytes: Buffer, share: Share): HeldBody {
	let inflating: Promise<Buffer> | undefined;
	const inflated = () => {
		inflating ??= inflate(bytes, MAX_CALL_BYTES).then((content) => {
			if (content !== bytes) share.take(content.length);
			return content;
		});
		return inflating;
	};
	return {
		bytes,
		inflated,
		json: async () => parseJson((await inflated()).toString('utf8')),
		release: share.release,
	};
}
