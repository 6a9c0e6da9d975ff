/** What an operator wants to know of a pixel's queue at a moment. Costs about the same however much waits. */

import type { QueueStats } from '../queue-stats.js';
import { CONVERSIONS, PAGE_VIEWS } from '../rules/event-class.js';
import type { Tally } from '../rules/tally.js';
import type { Deadlines } from './deadlines.js';
import type { LetterStatements } from './letter-statements.js';
import type { QueueStatements } from './queue-statements.js';
import type { SeenIds } from './seen-ids.js';

const NEVER = Number.POSITIVE_INFINITY;

export interface StatsPorts {
	readonly sql: QueueStatements;
	readonly letters: LetterStatements;
	readonly tally: Tally;
	readonly deadlines: Deadlines;
	readonly seen: SeenIds;
}

export class StatsReader {
	readonly #pixelId: string;
	readonly #ports: StatsPorts;
	/** No event of the pixel has a lower key. */
	#lowestKey = 0;

	constructor(pixelId: string, ports: StatsPorts) {
		this.#pixelId = pixelId;
		this.#ports = ports;
	}

	read(): QueueStats {
		const { tally, deadlines, letters, seen } = this.#ports;
		const conversions = toDeadline(deadlines.first(CONVERSIONS));
		const pageViews = toDeadline(deadlines.first(PAGE_VIEWS));
		const first = Math.min(conversions.oldestDeadlineMs ?? NEVER, pageViews.oldestDeadlineMs ?? NEVER);
		return {
			pixelId: this.#pixelId,
			...tally.all,
			...this.#findOldest(),
			...toDeadline(first === NEVER ? undefined : first),
			conversions: { ...tally.byClass(CONVERSIONS), ...conversions },
			pageViews: { ...tally.byClass(PAGE_VIEWS), ...pageViews },
			deadLetters: (letters.ofPixel.get([this.#pixelId]) as { count: number }).count,
			knownIds: seen.count,
		};
	}

	#findOldest(): { oldestArrivalMs?: number } {
		const row = this.#ports.sql.oldest.get([this.#lowestKey, this.#pixelId]) as
			| { key: number; arrived_ms: number }
			| undefined;
		if (row === undefined) return {};
		this.#lowestKey = row.key;
		return { oldestArrivalMs: row.arrived_ms };
	}
}

function toDeadline(oldestDeadlineMs: number | undefined): { oldestDeadlineMs?: number } {
	return oldestDeadlineMs === undefined ? {} : { oldestDeadlineMs };
}
