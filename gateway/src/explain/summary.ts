/** The last lines: how many events became what, and what was left out of them. */

import type { ExplainedLine } from './explain-lines.js';

/** Kinds of notes and names that are listed; the rest is counted. Our choice. */
const MAX_LISTED = 20;
const OTHER = 'other';

/** Counts in bounded memory. */
export class Summary {
	#events = 0;
	readonly #outcomes = new Map<string, number>();
	readonly #verdicts = new Map<string, number>();
	readonly #leftOut = new Map<string, number>();
	readonly #unmapped = new Map<string, number>();

	get hasDiscarded(): boolean {
		return this.#outcomes.has('discarded');
	}

	add({ name, explanation }: ExplainedLine): void {
		this.#events++;
		const { outcome, reason, notes, attribution } = explanation;
		count(this.#outcomes, outcome);
		if (outcome === 'accepted') count(this.#verdicts, attribution.verdict);
		if (reason === 'event_not_mapped') count(this.#unmapped, name);
		for (const path of new Set(notes.map((note) => note.path.replace(/\[\d+\]/g, '[]')))) count(this.#leftOut, path);
	}

	/** `4 events: 2 would be sent (1 attributable, 1 weak), 1 skipped, 1 discarded.` */
	describe(): string[] {
		const sent = this.#outcomes.get('accepted') ?? 0;
		const verdicts = sent === 0 ? '' : ` (${list(this.#verdicts, (verdict, n) => `${n} ${verdict}`)})`;
		const others = ['skipped', 'discarded'].flatMap((outcome) => {
			const n = this.#outcomes.get(outcome);
			return n === undefined ? [] : [`${n} ${outcome}`];
		});
		const events = `${this.#events} event${this.#events === 1 ? '' : 's'}`;
		const notes = this.#leftOut.size === 0 ? [] : `Noted: ${list(this.#leftOut, (path, n) => `${path} (${n})`)}.`;
		const names =
			this.#unmapped.size === 0 ? [] : `Not mapped: ${list(this.#unmapped, (name, n) => `${name} (${n})`)}.`;
		return [`${events}: ${[`${sent} would be sent${verdicts}`, ...others].join(', ')}.`, notes, names].flat();
	}
}

function count(counts: Map<string, number>, key: string): void {
	const kept = counts.has(key) || counts.size < MAX_LISTED ? key : OTHER;
	counts.set(kept, (counts.get(kept) ?? 0) + 1);
}

function list(counts: ReadonlyMap<string, number>, describe: (key: string, n: number) => string): string {
	return [...counts].map(([key, n]) => describe(key, n)).join(', ');
}
