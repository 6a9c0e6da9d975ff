/** Which amounts are usual for events of a type and currency: a histogram of each, in bounded memory. */

/** Of the amounts that were seen: enough to know what is usual. (product decision) */
const ENOUGH = 50;
/** So many times the 99th percentile is not usual. (product decision) */
const FACTOR = 50;
/** Types times currencies of one pixel; more are not judged. A shop has a handful. Our choice: 110 kB. */
const MAX_KINDS = 64;
/** Buckets for each doubling, so that a percentile is at most a tenth too high. */
const STEPS = 8;
/** Amounts are safe integers. */
const BUCKETS = 53 * STEPS + 1;
/** At so many, all counts are halved, so that what is usual may change. Fits into the buckets. Our choice. */
const MAX_SEEN = 20_000;
/** Share of the amounts that are larger. */
const REST = 0.01;

interface Kind {
	readonly buckets: Uint16Array;
	/** The highest bucket that had an amount: those above need no look. */
	top: number;
	seen: number;
}

/**
 * Learns amounts and tells those that are far above all others.
 *
 *   usual.learn('order_created USD', 4999)          // and 49 more
 *   usual.findExcess('order_created USD', 499900)   // about 4999
 *   usual.findExcess('order_created USD', 9900)     // undefined
 */
export class UsualAmounts {
	readonly #kinds = new Map<string, Kind>();

	/**
	 * The 99th percentile of a kind, if the amount is over 50 times as large; `undefined` if it is not, or if fewer than 50 were
	 * learned.
	 *
	 * @param kind event type and currency
	 * @param amount in minor units
	 */
	findExcess(kind: string, amount: number): number | undefined {
		const known = this.#kinds.get(kind);
		if (known === undefined || known.seen < ENOUGH) return undefined;
		const usual = percentileOf(known);
		return usual > 0 && amount > FACTOR * usual ? usual : undefined;
	}

	learn(kind: string, amount: number): void {
		const known = this.#kinds.get(kind) ?? this.#add(kind);
		if (known === undefined) return;
		const bucket = bucketOf(amount);
		known.buckets[bucket] = (known.buckets[bucket] ?? 0) + 1;
		known.top = Math.max(known.top, bucket);
		if (++known.seen >= MAX_SEEN) halve(known);
	}

	#add(kind: string): Kind | undefined {
		if (this.#kinds.size >= MAX_KINDS) return undefined;
		const added = { buckets: new Uint16Array(BUCKETS), top: 0, seen: 0 };
		this.#kinds.set(kind, added);
		return added;
	}
}

/** 0 for amounts below 1. */
function bucketOf(amount: number): number {
	return amount < 1 ? 0 : Math.min(BUCKETS - 1, Math.floor(Math.log2(amount) * STEPS) + 1);
}

/** The upper bound of the bucket in which the percentile lies. */
function percentileOf({ buckets, top, seen }: Kind): number {
	let larger = 0;
	for (let bucket = top; bucket > 0; bucket--) {
		larger += buckets[bucket] ?? 0;
		if (larger > seen * REST) return 2 ** (bucket / STEPS);
	}
	return 0;
}

function halve(kind: Kind): void {
	kind.seen = 0;
	for (const [bucket, count] of kind.buckets.entries()) {
		kind.buckets[bucket] = count >> 1;
		kind.seen += count >> 1;
	}
}
