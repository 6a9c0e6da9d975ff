/**
 * Holds the raw bytes of a transform call, which may have to be forwarded to the upstream as they are. RudderStack's own
 * transformer takes 200 MB, so a call that it would take must not fail here.
 */

import { parseJson } from 'openai-ads-destination/internal';
import { type BudgetShare, ByteBudget, readBytes } from '../../http/byte-budget.js';
import { HttpError, tooLarge } from '../../http/http-error.js';
import { inflate, isGzip } from '../../http/inflate.js';

/** Largest body before and after inflating: that of rudder-transformer (`src/index.ts`, read 2026-11-22). */
export const MAX_CALL_BYTES = 200 * 1024 * 1024;
/** Bytes of bodies held at the same time; inflated ones count as well: docs/decisions/0013-memory-for-bodies-is-counted.md */
const MAX_HELD_BYTES = 512 * 1024 * 1024;

export interface HeldBody {
	/** As they came over the wire. */
	readonly bytes: Buffer;
	/** @throws HttpError 400 for broken gzip, 413 if it inflates to more than 200 MB */
	inflated(): Promise<Buffer>;
	/** @throws HttpError as `inflated` does, and 400 if it is not JSON */
	json(): Promise<unknown>;
	/** Gives its bytes back to the budget. */
	release(): void;
}

/** The bodies of all calls that are being answered, within one budget. */
export class HeldBodies {
	readonly #budget: ByteBudget;

	constructor(maxHeldBytes = MAX_HELD_BYTES) {
		this.#budget = new ByteBudget(maxHeldBytes, 503);
	}

	/** Bytes held at the moment. */
	get heldBytes(): number {
		return this.#budget.bytes;
	}

	/** Reads a body and holds it until its `release`. @throws HttpError 413 for more than 200 MB, 503 if too much is held */
	async hold(stream: AsyncIterable<Buffer>): Promise<HeldBody> {
		const share = this.#budget.openShare();
		try {
			return toHeldBody(await readBytes(stream, share, MAX_CALL_BYTES), share);
		} catch (error) {
			share.release();
			throw error;
		}
	}
}

function toHeldBody(bytes: Buffer, share: BudgetShare): HeldBody {
	let inflating: Promise<Buffer> | undefined;
	const inflated = () => {
		inflating ??= isGzip(bytes) ? inflateCounted(bytes, share) : Promise.resolve(bytes);
		return inflating;
	};
	return {
		bytes,
		inflated,
		json: async () => parse((await inflated()).toString('utf8')),
		release: share.release,
	};
}

async function inflateCounted(bytes: Buffer, share: BudgetShare): Promise<Buffer> {
	const pieces: Buffer[] = [];
	let length = 0;
	for await (const piece of inflate(bytes)) {
		length += piece.length;
		if (length > MAX_CALL_BYTES) throw tooLarge(MAX_CALL_BYTES);
		share.take(piece.length);
		pieces.push(piece);
	}
	return Buffer.concat(pieces, length);
}

function parse(text: string): unknown {
	const json = parseJson(text.replace(/^\ufeff/, ''));
	if (json !== undefined) return json;
	throw new HttpError(400, 'invalid_json', 'body: expected JSON, plain or gzip.');
}
