/** Tells for most ids that they are not known, without reading the disk: a Bloom filter over digests. */

/** 16 bits for each of the 524,288 ids of a group: of unknown ids, 1 in 1500 is taken for a known one. */
const BITS = 8 * 1024 * 1024;
const MASK = BITS - 1;
const HASHES = 6;
/** Of a filter, in bytes. */
export const FILTER_BYTES = BITS / 8;

export class IdFilter {
	readonly bytes: Uint8Array;

	/** @param bytes of an earlier filter */
	constructor(bytes: Uint8Array = new Uint8Array(FILTER_BYTES)) {
		this.bytes = bytes;
	}

	add({ first, step }: FilterKey): void {
		for (let n = 0, at = first; n < HASHES; n++, at = (at + step) & MASK) {
			this.bytes[at >> 3] = (this.bytes[at >> 3] ?? 0) | (1 << (at & 7));
		}
	}

	/** False only for what was never added. */
	mayHave({ first, step }: FilterKey): boolean {
		for (let n = 0, at = first; n < HASHES; n++, at = (at + step) & MASK) {
			if (((this.bytes[at >> 3] ?? 0) & (1 << (at & 7))) === 0) return false;
		}
		return true;
	}
}

/** Where a digest stands in every filter. */
export interface FilterKey {
	readonly first: number;
	readonly step: number;
}

/** A digest is evenly spread already, so its characters only need to be put together. */
export function toFilterKey(digest: string): FilterKey {
	const half = digest.length >> 1;
	return { first: mix(digest, 0, half) & MASK, step: (mix(digest, half, digest.length) & MASK) | 1 };
}

function mix(text: string, from: number, to: number): number {
	let sum = 0;
	for (let at = from; at < to; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
	return (sum ^ (sum >>> 15)) >>> 0;
}
