/** Counts results for the summary and the exit code. */

import type { AttributionVerdict, EventResult, Outcome } from 'openai-ads-destination';
import { isLoss, toNoteKind } from 'openai-ads-destination/internal';
import { Kinds } from './kinds.js';
import { summarizeKinds, summarizeVerdicts } from './summary-lines.js';

const OUTCOMES: readonly Outcome[] = ['accepted', 'skipped', 'discarded', 'failed'];

export class Tally {
	readonly #outcomes = new Map<Outcome, number>();
	readonly #verdicts = new Map<AttributionVerdict, number>();
	/** For each outcome and reason its details. */
	readonly #reasons = new Map<string, Kinds>();
	readonly #losses = new Kinds();
	readonly #everydayNotes = new Kinds();
	/** Among the accepted ones, by reason. */
	readonly #skippedByGateway = new Map<string, number>();
	#total = 0;

	get total(): number {
		return this.#total;
	}

	/** @param line where the event stands in the input, from 1 */
	add(result: EventResult, line: number): void {
		const { outcome, attribution } = result;
		this.#total++;
		this.#outcomes.set(outcome, this.#count(outcome) + 1);
		if (outcome === 'accepted' && attribution !== undefined)
			this.#verdicts.set(attribution, (this.#verdicts.get(attribution) ?? 0) + 1);
		this.#addReason(result, line);
		this.#addNotes(result, line);
	}

	/** A gateway says how many events it skipped, but not which; they count as accepted. */
	addSkippedByGateway(reason: string, count: number): void {
		this.#skippedByGateway.set(reason, (this.#skippedByGateway.get(reason) ?? 0) + count);
	}

	/** 0 if every event was accepted or skipped, else 1. */
	get exitCode(): 0 | 1 {
		return this.#count('discarded') + this.#count('failed') > 0 ? 1 : 0;
	}

	/**
	 * Outcomes, verdicts of accepted events, reasons and notes, each with its count and the line it came first in:
	 *
	 *   3 events: 2 accepted, 0 skipped, 1 discarded, 0 failed
	 *     attribution: 1 attributable, 1 matchable, 0 weak, 0 none
	 *     discarded: malformed 1, first in line 2: expected one JSON object.
	 *     note: 1, first in line 3: data.amount: left out because its currency is unknown. ...
	 */
	summarize(): string {
		const outcomes = OUTCOMES.map((outcome) => `${this.#count(outcome)} ${outcome}`).join(', ');
		return [
			`${this.#total} events: ${outcomes}`,
			...[...this.#skippedByGateway].map(
				([reason, count]) => `  accepted, but skipped by the gateway: ${reason} ${count}`,
			),
			...summarizeVerdicts(this.#verdicts),
			...this.describeReasons(),
			...summarizeKinds('left out or assumed:', this.#losses),
			...summarizeKinds('everyday notes:', this.#everydayNotes),
		].join('\n');
	}

	/** A line for each outcome with its reason, and for each kind if there are several. */
	describeReasons(): string[] {
		return [...this.#reasons].flatMap(([reason, details]) => summarizeKinds(reason, details));
	}

	#addReason({ outcome, reason, detail }: EventResult, line: number): void {
		const word = reason ?? detail;
		if (word === undefined) return;
		const key = `${outcome}: ${word}`;
		const details = this.#reasons.get(key) ?? new Kinds();
		this.#reasons.set(key, details);
		details.add(reason === undefined ? '' : (detail ?? ''), line);
	}

	/** Several notes of one kind on one event count once. */
	#addNotes({ notes }: EventResult, line: number): void {
		if (notes === undefined) return;
		const kinds = new Map(notes.map((note) => [`${toNoteKind(note).path}: ${note.message}`, isLoss(note)]));
		for (const [kind, isLost] of kinds) (isLost ? this.#losses : this.#everydayNotes).add(kind, line);
	}

	#count(outcome: Outcome): number {
		return this.#outcomes.get(outcome) ?? 0;
	}
}
