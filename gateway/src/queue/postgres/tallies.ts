/**
 * How much waits of each pixel, all gateways' events together: the sums of the database, a second old at most, and whatever this
 * gateway has committed that the sums do not have. Which commits they have they tell themselves, so that it makes no difference
 * in which order the answers of commits and of sums arrive.
 */

import { Tally } from '../rules/tally.js';
import type { Session } from './database.js';
import { Snapshot } from './snapshot.js';
import { type CountedKind, KNOWN_IDS, type TallyChange } from './tally-change.js';

const SUMS = `SELECT pg_current_snapshot()::text AS snapshot, coalesce(json_agg(kinds), '[]') AS kinds FROM (
		SELECT pixel, class, tier, sender, sum(events)::float8 AS events, sum(bytes)::float8 AS bytes FROM @tallies
		GROUP BY pixel, class, tier, sender
	) AS kinds`;
/** Rows of gateways that are gone become one: their names are random, so they would pile up. */
const MERGE = `WITH gone AS (
		DELETE FROM @tallies t WHERE gateway <> '' AND NOT EXISTS (SELECT 1 FROM @gateways g WHERE g.gateway = t.gateway) RETURNING *
	) INSERT INTO @tallies AS t (gateway, slot, pixel, class, tier, sender, events, bytes)
	SELECT '', 0, pixel, class, tier, sender, sum(events), sum(bytes) FROM gone GROUP BY pixel, class, tier, sender
	ON CONFLICT (gateway, slot, pixel, class, tier, sender)
	DO UPDATE SET events = t.events + excluded.events, bytes = t.bytes + excluded.bytes`;

interface Sums {
	readonly snapshot: string;
	readonly kinds: readonly CountedKind[];
}

export class Tallies {
	readonly #tallies = new Map<string, Tally>();
	/** Of the sums. One of a server that is gone may name transactions of its successor: until the next read. */
	#snapshot = Snapshot.OF_NOTHING;
	/** For each of the reads under way, in their order, what was committed meanwhile. */
	readonly #reads = new Set<TallyChange[]>();
	/** Ids that are known. */
	knownIds = 0;

	of(pixelId: string): Tally {
		const known = this.#tallies.get(pixelId);
		if (known !== undefined) return known;
		const tally = new Tally();
		this.#tallies.set(pixelId, tally);
		return tally;
	}

	/** Reads the sums of all gateways. */
	async refresh(session: Session): Promise<void> {
		const meanwhile: TallyChange[] = [];
		this.#reads.add(meanwhile);
		try {
			const [sums] = await session.query<Sums>(SUMS);
			const isLatest = this.#endUntil(meanwhile);
			if (sums !== undefined && isLatest) this.#replace(sums, meanwhile);
		} finally {
			this.#reads.delete(meanwhile);
		}
	}

	/** What this gateway has committed. */
	apply(change: TallyChange): void {
		for (const meanwhile of this.#reads) meanwhile.push(change);
		this.#addUnseen(change);
	}

	/** Pixels of which something waits. */
	waiting(): readonly string[] {
		return [...this.#tallies].filter(([, { all }]) => all.events > 0).map(([pixelId]) => pixelId);
	}

	/** Ends a read and those that began before it, whose sums may be older. Returns whether it had not been ended. */
	#endUntil(read: TallyChange[]): boolean {
		if (!this.#reads.has(read)) return false;
		for (const each of this.#reads) {
			this.#reads.delete(each);
			if (each === read) break;
		}
		return true;
	}

	#replace({ snapshot, kinds }: Sums, meanwhile: readonly TallyChange[]): void {
		this.#snapshot = new Snapshot(snapshot);
		for (const tally of this.#tallies.values()) tally.clear();
		this.knownIds = 0;
		for (const kind of kinds) this.#add(kind);
		// They have what was committed before the read began.
		for (const change of meanwhile) this.#addUnseen(change);
	}

	#addUnseen(change: TallyChange): void {
		if (change.transactionId === undefined || this.#snapshot.sees(change.transactionId)) return;
		for (const kind of change.kinds()) this.#add(kind);
	}

	#add({ pixel, sender, ...rest }: CountedKind): void {
		if (pixel === KNOWN_IDS.pixel) this.knownIds += rest.events;
		else this.of(pixel).add({ ...rest, sender: sender === '' ? null : sender });
	}
}

/** To be called now and then, by one gateway at a time. */
export async function mergeTallies(session: Session): Promise<void> {
	await session.query(MERGE);
}
