/** Counts results for the summary and the exit code. */

import type { EventResult, Outcome } from 'openai-ads-destination';

const OUTCOMES: readonly Outcome[] = ['accepted', 'skipped', 'discarded', 'failed'];

export class Tally {
	readonly #outcomes = new Map<Outcome, number>();
	readonly #reasons = new Map<string, { count: number; detail: string | undefined }>();
	#total = 0;

	get total(): number {
		return this.#total;
	}

	add({ outcome, reason, detail }: EventResult): void {
		this.#total++;
		this.#outcomes.set(outcome, this.#count(outcome) + 1);
		if (reason === undefined) return;
		const row = this.#reasons.get(`${outcome}: ${reason}`) ?? { count: 0, detail };
		this.#reasons.set(`${outcome}: ${reason}`, { ...row, count: row.count + 1 });
	}

	/** 0 if every event was accepted or skipped, else 1. */
	get exitCode(): 0 | 1 {
		return this.#count('discarded') + this.#count('failed') > 0 ? 1 : 0;
	}

	/** One line of outcomes, then a line for each reason with its count and first detail. */
	summarize(): string {
		const outcomes = OUTCOMES.map((outcome) => `${this.#count(outcome)} ${outcome}`).join(', ');
		const reasons = [...this.#reasons].map(
			([reason, { count, detail }]) => `  ${reason} ${count}${detail === undefined ? '' : `, first: ${detail}`}`,
		);
		return [`${this.#total} events: ${outcomes}`, ...reasons].join('\n');
	}

	#count(outcome: Outcome): number {
		return this.#outcomes.get(outcome) ?? 0;
	}
}
