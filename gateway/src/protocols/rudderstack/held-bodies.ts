/**
 * Holds the raw bytes of a transform call, which may have to be forwarded to the upstream as they are. RudderStack's own
 * transformer takes 200 MB, so a call for another destination that it would take must not fail here.
 */

import { type BudgetShare, ByteBudget, readBytes } from '../../http/byte-budget.js';
import { tooLarge } from '../../http/http-error.js';
import { inflate, isGzip } from '../../http/inflate.js';
import { Turns } from '../../http/turns.js';
import { type CallShape, type ParsedCall, parseCall } from './parse-call.js';

/** Largest body before and after inflating: that of rudder-transformer (`src/index.ts`, read 2026-11-22). */
export const MAX_CALL_BYTES = 200 * 1024 * 1024;
/** Bytes of bodies held at the same time; inflated ones count as well: docs/decisions/0013-memory-for-bodies-is-counted.md */
const MAX_HELD_BYTES = 512 * 1024 * 1024;
/** Bodies that are inflated or parsed at the same time; as many as zlib has threads. */
const TURNS = 4;

export interface HeldBody {
	/** As they came over the wire. */
	readonly bytes: Buffer;
	/** @throws HttpError 400 for broken gzip, 413 if it inflates to more than its bound */
	inflated(): Promise<Buffer>;
	/** Of a call for this destination. @throws HttpError as `inflated` and `parseCall` do */
	parse(shape: CallShape): Promise<ParsedCall>;
	/** Gives its bytes back to the budget. */
	release(): void;
}

/** The bodies of all calls that are being answered, within one budget. */
export class HeldBodies {
	readonly #budget: ByteBudget;
	readonly #turns = new Turns(TURNS);

	constructor(maxHeldBytes = MAX_HELD_BYTES) {
		this.#budget = new ByteBudget(maxHeldBytes, 503);
	}

	/** Bytes held at the moment. */
	get heldBytes(): number {
		return this.#budget.bytes;
	}

	/**
	 * Reads a body and holds it until its `release`.
	 *
	 * @param maxBytes 200 MB unless the path says that the call is for this destination
	 * @throws HttpError 413 for more, 503 if too much is held
	 */
	async hold(stream: AsyncIterable<Buffer>, maxBytes = MAX_CALL_BYTES): Promise<HeldBody> {
		const share = this.#budget.openShare();
		try {
			return toHeldBody(await readBytes(stream, share, maxBytes), { share, maxBytes, turns: this.#turns });
		} catch (error) {
			share.release();
			throw error;
		}
	}
}

interface Bounds {
	readonly share: BudgetShare;
	readonly maxBytes: number;
	readonly turns: Turns;
}

function toHeldBody(bytes: Buffer, { share, maxBytes, turns }: Bounds): HeldBody {
	let inflating: Promise<Buffer> | undefined;
	const inflated = () => {
		inflating ??= isGzip(bytes) ? turns.take(() => inflateCounted(bytes, share, maxBytes)) : Promise.resolve(bytes);
		return inflating;
	};
	return {
		bytes,
		inflated,
		parse: async (shape) => {
			const text = await inflated();
			return turns.take(() => parseCall(text, share, shape));
		},
		release: share.release,
	};
}

async function inflateCounted(bytes: Buffer, share: BudgetShare, maxBytes: number): Promise<Buffer> {
	const pieces: Buffer[] = [];
	let length = 0;
	for await (const piece of inflate(bytes)) {
		length += piece.length;
		if (length > maxBytes) throw tooLarge(maxBytes);
		share.take(piece.length);
		pieces.push(piece);
	}
	return Buffer.concat(pieces, length);
}
