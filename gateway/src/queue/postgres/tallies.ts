/** How much waits of each pixel, all gateways' events together: the sums of the database, a second old at most, and what this gateway did since. */

import { Tally } from '../rules/tally.js';
import type { Session } from './database.js';
import { type CountedKind, KNOWN_IDS, type TallyChange } from './tally-change.js';

const SUMS = `SELECT pixel, class, tier, sender, sum(events)::float8 AS events, sum(bytes)::float8 AS bytes FROM @tallies
	GROUP BY pixel, class, tier, sender`;
/** Rows of gateways that are gone become one: their names are random, so they would pile up. */
const MERGE = `WITH gone AS (
		DELETE FROM @tallies t WHERE gateway <> '' AND NOT EXISTS (SELECT 1 FROM @gateways g WHERE g.gateway = t.gateway) RETURNING *
	) INSERT INTO @tallies AS t (gateway, slot, pixel, class, tier, sender, events, bytes)
	SELECT '', 0, pixel, class, tier, sender, sum(events), sum(bytes) FROM gone GROUP BY pixel, class, tier, sender
	ON CONFLICT (gateway, slot, pixel, class, tier, sender)
	DO UPDATE SET events = t.events + excluded.events, bytes = t.bytes + excluded.bytes`;

export class Tallies {
	readonly #tallies = new Map<string, Tally>();
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
		const kinds = await session.query<CountedKind>(SUMS);
		for (const tally of this.#tallies.values()) tally.clear();
		this.knownIds = 0;
		for (const kind of kinds) this.#add(kind);
	}

	/** What this gateway has committed. */
	apply(change: TallyChange): void {
		for (const kind of change.kinds()) this.#add(kind);
	}

	/** Pixels of which something waits. */
	waiting(): readonly string[] {
		return [...this.#tallies].filter(([, { all }]) => all.events > 0).map(([pixelId]) => pixelId);
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
