/** Puts events beside what another sender made of them, and counts, in bounded memory. */

import type { UnknownRecord } from 'openai-ads-destination/internal';
import { compareEvents } from './compare-events.js';
import { FieldCounts } from './field-counts.js';
import type { MakeOurs, OurEvent } from './our-event.js';
import type { CapturedRecord } from './read-record.js';

/** Events of either kind that wait for the other. About 2 kB each. Our choice. */
export const MAX_WAITING = 50_000;

interface Waiting<T> {
	/** It waits under each of them. */
	readonly ids: readonly string[];
	readonly line: number;
	readonly value: T;
}

interface Made {
	readonly event: UnknownRecord;
	readonly our: OurEvent;
}

export class Comparison {
	readonly fields = new FieldCounts();
	/** By why: what they send and this destination does not. */
	readonly onlyTheirs = new LoneCounts();
	/** By type: what this destination would send and they do not. */
	readonly onlyOurs = new LoneCounts();
	/** By why. */
	readonly unreadable = new LoneCounts();
	readonly #makeOurs: MakeOurs;
	readonly #made = new Map<string, Waiting<Made>>();
	readonly #sent = new Map<string, Waiting<UnknownRecord>>();
	#both = 0;
	#notCompared = 0;

	constructor(makeOurs: MakeOurs) {
		this.#makeOurs = makeOurs;
	}

	/** Events that both send. */
	get both(): number {
		return this.#both;
	}

	/** Events that were too many to be kept until the other came. */
	get notCompared(): number {
		return this.#notCompared;
	}

	async add(line: number, captured: CapturedRecord): Promise<void> {
		switch (captured.kind) {
			case 'unreadable':
				return this.unreadable.add(captured.detail, line);
			case 'pair':
				return this.#addPair(line, captured.event, captured.sent);
			case 'event':
				return this.#addEvent(line, captured.event);
			case 'sent':
				for (const sent of captured.sent) this.#addSent(line, sent);
		}
	}

	/** What has found nothing to be compared with. */
	finish(): void {
		for (const { line, value } of new Set(this.#made.values())) this.#addLoneOurs(line, value.our);
		for (const { line, value } of this.#sent.values())
			this.onlyTheirs.add(`no event of its id (${toType(value)})`, line);
		this.#made.clear();
		this.#sent.clear();
	}

	async #addPair(line: number, event: UnknownRecord, sent: readonly UnknownRecord[]): Promise<void> {
		const our = await this.#makeOurs(event);
		const [their = undefined, ...others] = sent.toSorted((one, other) => isType(other, our) - isType(one, our));
		if (their === undefined) this.#addLoneOurs(line, our);
		else this.#compare(line, { event, our }, their);
		for (const other of others) this.onlyTheirs.add(`a second event (${toType(other)})`, line);
	}

	async #addEvent(line: number, event: UnknownRecord): Promise<void> {
		const made = { event, our: await this.#makeOurs(event) };
		const ids = [made.our.event?.['id'], event['messageId']].flatMap((id) => (typeof id === 'string' ? [id] : []));
		for (const id of ids) {
			const sent = this.#sent.get(id);
			if (sent === undefined) continue;
			this.#sent.delete(id);
			this.#compare(line, made, sent.value);
			return;
		}
		// What is not sent by us needs to be kept too: they may send it.
		if (ids.length === 0) this.#addLoneOurs(line, made.our);
		else this.#keep(this.#made, { ids, line, value: made });
	}

	#addSent(line: number, sent: UnknownRecord): void {
		const { id } = sent;
		if (typeof id !== 'string' || id === '') {
			this.onlyTheirs.add(`no id (${toType(sent)})`, line);
			return;
		}
		if (this.#sent.has(id)) {
			this.onlyTheirs.add(`a second event of its id (${toType(sent)})`, line);
			return;
		}
		const waiting = this.#made.get(id);
		if (waiting === undefined) {
			this.#keep(this.#sent, { ids: [id], line, value: sent });
			return;
		}
		for (const key of waiting.ids) this.#made.delete(key);
		this.#compare(waiting.line, waiting.value, sent);
	}

	#keep<T>(kept: Map<string, Waiting<T>>, waiting: Waiting<T>): void {
		if (kept.size >= MAX_WAITING) this.#notCompared++;
		else for (const id of waiting.ids) kept.set(id, waiting);
	}

	#compare(line: number, { event, our }: Made, their: UnknownRecord): void {
		if (our.event === undefined) {
			this.onlyTheirs.add(our.reason ?? 'malformed', line);
			return;
		}
		this.#both++;
		this.fields.add(line, compareEvents(event, our, their));
	}

	/** An event that neither sends is no difference. */
	#addLoneOurs(line: number, our: OurEvent): void {
		if (our.event !== undefined) this.onlyOurs.add(toType(our.event), line);
	}
}

/** Counts by a few texts, with the line of the first. */
export class LoneCounts {
	readonly #counts = new Map<string, { n: number; readonly line: number }>();

	add(what: string, line: number): void {
		const known = this.#counts.get(what);
		if (known !== undefined) known.n++;
		else if (this.#counts.size < MAX_KINDS) this.#counts.set(what, { n: 1, line });
		else this.add(OTHER, line);
	}

	list(): readonly { readonly what: string; readonly n: number; readonly line: number }[] {
		return [...this.#counts].map(([what, { n, line }]) => ({ what, n, line })).sort((one, other) => other.n - one.n);
	}

	get total(): number {
		return [...this.#counts.values()].reduce((sum, { n }) => sum + n, 0);
	}
}

/** Our choice. */
const MAX_KINDS = 50;
const OTHER = 'other';

function isType(sent: UnknownRecord, { event }: OurEvent): number {
	return Number(sent['type'] === event?.['type']);
}

/** Only OpenAI's own words are shown. */
function toType({ type }: UnknownRecord): string {
	return typeof type === 'string' && /^[a-z_]{1,40}$/.test(type) ? type : 'unknown type';
}
