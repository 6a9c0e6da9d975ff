/** Which of a pixel's events age out first, and when. Reads the index of what is ready, and the few that are set apart. */

import { CONVERSIONS, type EventClass, PAGE_VIEWS } from '../rules/event-class.js';
import { LANES } from '../rules/lane.js';
import type { QueueStatements } from './queue-statements.js';

const CLASSES = [CONVERSIONS, PAGE_VIEWS] as const;

export class Deadlines {
	readonly #sql: QueueStatements;
	readonly #pixelId: string;

	constructor(sql: QueueStatements, pixelId: string) {
		this.#sql = sql;
		this.#pixelId = pixelId;
	}

	/** Of the first event of a class, in Unix milliseconds; undefined if there is none. */
	first(eventClass: EventClass): number | undefined {
		const ready = LANES.map((lane) => this.#sql.firstDeadline.get([this.#pixelId, lane, eventClass]));
		const rows = [...ready, this.#sql.delayedDeadline.get([this.#pixelId, eventClass])];
		const times = (rows as { deadline_ms: number | null }[]).flatMap(({ deadline_ms }) => deadline_ms ?? []);
		return times.length === 0 ? undefined : Math.min(...times);
	}

	/** Keys of events that are not under way and have aged out, at most `max`. */
	findExpired(nowMs: number, max: number): readonly number[] {
		const keys: number[] = [];
		const add = (rows: unknown[]) => keys.push(...(rows as { key: number }[]).map(({ key }) => key));
		for (const lane of LANES)
			for (const eventClass of CLASSES) {
				if (keys.length === max) return keys;
				add(this.#sql.readyExpired.all([this.#pixelId, lane, eventClass, nowMs, max - keys.length]));
			}
		if (keys.length < max) add(this.#sql.delayedExpired.all([this.#pixelId, nowMs, max - keys.length]));
		return keys;
	}

	countUntil(untilMs: number): number {
		const ready = LANES.flatMap((lane) =>
			CLASSES.map((eventClass) => this.#sql.countReadyExpiring.get([this.#pixelId, lane, eventClass, untilMs])),
		);
		const rows = [...ready, this.#sql.countDelayedExpiring.get([this.#pixelId, untilMs])] as { count: number }[];
		return rows.reduce((sum, { count }) => sum + count, 0);
	}
}
