/** The last lines: how many events became what, and what was left out of them. */

import type { Note } from 'openai-ads-destination';
import { findReasonRow, isLoss } from 'openai-ads-destination/internal';
import type { ExplainedLine } from './explain-lines.js';

/** Kinds of notes and names that are listed; the rest is counted. Our choice. */
const MAX_LISTED = 20;
const OTHER = 'other';
const PAGES_ONLY = 'All of them are page views: no order, lead or other conversion is among them.';

/** Counts in bounded memory. */
export class Summary {
	#events = 0;
	readonly #outcomes = new Map<string, number>();
	readonly #verdicts = new Map<string, number>();
	readonly #types = new Map<string, number>();
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
		if (outcome === 'accepted') count(this.#types, typeOf(explanation));
		const unread = attribution.reasons
			.filter(({ code }) => code === 'key_not_read')
			.flatMap((reason) => findReasonRow(reason)?.wins ?? [])
			.filter((key) => key !== 'rest');
		for (const name of new Set([...notes.filter(isLoss).map(toName), ...unread])) count(this.#leftOut, name);
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
		const notes = this.#leftOut.size === 0 ? [] : `Left out: ${list(this.#leftOut, (name, n) => `${n} ${name}`)}.`;
		const names =
			this.#unmapped.size === 0 ? [] : `Not mapped: ${list(this.#unmapped, (name, n) => `${name} (${n})`)}.`;
		const pages = this.#types.size === 1 && this.#types.has('page_viewed') ? PAGES_ONLY : [];
		return [`${events}: ${[`${sent} would be sent${verdicts}`, ...others].join(', ')}.`, notes, names, pages].flat();
	}
}

function typeOf({ fields }: ExplainedLine['explanation']): string {
	return fields.find(({ path }) => path === 'type')?.value ?? OTHER;
}

/** `data.contents[0].amount` is a price, `user.email` an e-mail. */
function toName({ path, message }: Note): string {
	const name = path.slice(path.lastIndexOf('.') + 1);
	if (message.includes('its lines add up')) return 'amount in doubt';
	if (path.includes('[')) return `${name} of a product`;
	return name === 'email' ? 'e-mail' : name.replaceAll('_', ' ');
}

function count(counts: Map<string, number>, key: string): void {
	const kept = counts.has(key) || counts.size < MAX_LISTED ? key : OTHER;
	counts.set(kept, (counts.get(kept) ?? 0) + 1);
}

function list(counts: ReadonlyMap<string, number>, describe: (key: string, n: number) => string): string {
	return [...counts].map(([key, n]) => describe(key, n)).join(', ');
}
