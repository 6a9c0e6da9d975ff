/** A queue in memory, as simple as the contract allows: what a second engine has to be like. It can be full. */

import type { BatchItem, PersonKeys, Tier } from 'openai-ads-destination/pipeline';
import type { BareLetter, DeadLetters, KeptLetter, LetterFilter } from '../../src/queue/dead-letters.js';
import type { Cancellation, Hold } from '../../src/queue/holds.js';
import { FRESH_PIXEL_STATE, type PixelState } from '../../src/queue/pixel-state.js';
import {
	type BatchLimit,
	type Cause,
	MAX_DELAY_MS,
	type Ownership,
	type PixelQueue,
	type QueuedEvent,
	type Sender,
	type Settlement,
	type TakeOptions,
} from '../../src/queue/queue.js';
import { QueueFull } from '../../src/queue/queue-errors.js';
import type { ClassStats, QueueStats } from '../../src/queue/queue-stats.js';

const LIFETIME_MS = 7 * 24 * 3600_000 - 60_000;

interface Entry {
	readonly event: QueuedEvent;
	readonly from: string;
	readonly dueMs: number;
	readonly isHeld?: boolean;
	readonly reference?: string | undefined;
	readonly bare?: BareLetter;
}
interface Letter extends Entry, Cause {
	readonly atMs: number;
}

/** What outlives a process. */
export class MemoryDisk {
	readonly queue = new Map<string, Entry>();
	readonly letters = new Map<string, Letter>();
	readonly seen = new Map<string, Tier>();
	/** By tier and reference. */
	readonly cancellations = new Map<string, number>();
	state: PixelState = FRESH_PIXEL_STATE;
	isFull = false;
	nextKey = 1;
}

const isPageView = ({ event }: Entry) => event.item.type === 'page_viewed';
const deadlineOf = ({ event }: Entry) => event.item.timestampMs + LIFETIME_MS;
const idOf = ({ type, customEventName, id, validateOnly }: BatchItem) =>
	JSON.stringify([type, customEventName ?? null, id, validateOnly]);

export class MemoryQueue implements PixelQueue {
	readonly deadLetters: DeadLetters;
	readonly #pixelId: string;
	readonly #disk: MemoryDisk;
	readonly #nowMs: () => number;
	readonly #underWay = new Set<string>();
	#batches = 0;

	constructor(pixelId: string, disk: MemoryDisk, nowMs: () => number) {
		this.#pixelId = pixelId;
		this.#disk = disk;
		this.#nowMs = nowMs;
		this.deadLetters = {
			list: async (filter, { limit, before = 'Infinity' }) =>
				this.#find(filter)
					.reverse()
					.filter(([key]) => Number(key) < Number(before))
					.slice(0, limit)
					.map(([key, letter]) => this.#toKept(key, letter)),
			count: async (filter) => {
				const found = this.#find(filter);
				const tooOld = found.filter(([, letter]) => this.#isTooOld(letter)).length;
				return { letters: found.length, tooOld, notKept: found.filter(([, { bare }]) => bare).length };
			},
			keep: async (letters, { tier = 'server', from = tier }) => {
				for (const bare of letters) {
					// Only its type is ever looked at.
					const item = { type: bare.type, timestampMs: 0 } as BatchItem;
					this.#addLetter({ event: this.#toEvent(item, tier), from, dueMs: 0, bare }, bare);
				}
			},
			replay: async (filter, max) => this.#replay(filter, max),
			drop: async (filter) => {
				const found = this.#find(filter);
				for (const [key] of found) this.#disk.letters.delete(key);
				return found.length;
			},
		};
	}

	async append(
		items: readonly BatchItem[],
		{ tier = 'server', from = tier }: Sender = {},
		holds: readonly (Hold | undefined)[] = [],
	) {
		if (this.#disk.isFull && items.length > 0) throw new QueueFull('full', 10_000);
		const fates = items.map((item, index) => this.#insert(item, tier, from, holds[index]));
		const placesOf = (wanted: string) => fates.flatMap((fate, index) => (fate === wanted ? [index] : []));
		const known = placesOf('known');
		return {
			added: placesOf('added').length,
			cancelled: placesOf('cancelled'),
			...(known.length === 0 ? {} : { known }),
		};
	}

	async cancel(cancellations: readonly Cancellation[], tier: Tier) {
		let dropped = 0;
		for (const { reference, untilMs } of cancellations) {
			this.#disk.cancellations.set(`${tier} ${reference}`, untilMs);
			for (const [key, entry] of this.#disk.queue) {
				const isMeant = entry.reference === reference && (tier === 'server' || entry.event.tier === 'browser');
				if (!isMeant || this.#underWay.has(key)) continue;
				this.#disk.queue.delete(key);
				dropped++;
			}
		}
		return dropped;
	}

	async own(signal?: AbortSignal): Promise<Ownership | undefined> {
		return signal?.aborted ? undefined : { epoch: 1, lost: new AbortController().signal };
	}

	async take(_own: Ownership, options: TakeOptions) {
		const idle = [...this.#disk.queue.values()].filter(({ event }) => !this.#underWay.has(event.key));
		const wanted = idle
			.filter(({ event }) => options.batchLimits?.includes(event.batchLimit) ?? true)
			.filter(({ event }) => !options.leavesLive || event.item.validateOnly);
		const isDue = ({ dueMs, isHeld = false }: Entry) =>
			dueMs <= options.nowMs || dueMs > options.nowMs + (isHeld ? LIFETIME_MS : MAX_DELAY_MS);
		const due = wanted.filter(isDue).sort(this.#inOrder());
		const [first] = due;
		const isReady = due.length >= options.minEvents || due.some((entry) => isOld(entry, options));
		if (first === undefined || !isReady) {
			const times = [...due.map(({ event }) => event.arrivedMs + options.lingerMs)];
			for (const entry of idle) if (!isDue(entry)) times.push(entry.dueMs);
			return { events: [], unreadable: [], ...(times.length > 0 ? { nextMs: Math.min(...times) } : {}) };
		}
		const events = fill(due, first.event, options);
		for (const { key } of events) this.#underWay.add(key);
		this.#batches++;
		return { events, unreadable: [] };
	}

	async settle(_own: Ownership, { delivered, deadLetters, retries }: Settlement) {
		for (const { key, ...cause } of deadLetters) this.#bury(key, cause);
		for (const key of delivered) this.#disk.queue.delete(key);
		for (const { key, dueMs = 0, batchLimit } of retries) {
			const entry = this.#disk.queue.get(key);
			if (entry === undefined) continue;
			const event = { ...entry.event, batchLimit, attempts: entry.event.attempts + 1 };
			this.#disk.queue.set(key, { ...entry, event, dueMs, isHeld: false });
		}
		for (const { key } of [...deadLetters, ...retries]) this.#underWay.delete(key);
	}

	async extend() {}

	async state() {
		return this.#disk.state;
	}

	async setState(change: Partial<PixelState>) {
		this.#disk.state = { ...this.#disk.state, ...change };
	}

	async sweepExpired(nowMs: number, max: number) {
		const old = [...this.#disk.queue.values()].filter((entry) => deadlineOf(entry) <= nowMs);
		const expired = old.filter(({ event }) => !this.#underWay.has(event.key)).slice(0, max);
		for (const { event } of expired) this.#bury(event.key, { reason: 'expired', detail: 'too old' });
		return { expired: expired.length, hasMore: expired.length === max };
	}

	async countExpiring(untilMs: number) {
		return [...this.#disk.queue.values()].filter((entry) => deadlineOf(entry) <= untilMs).length;
	}

	async keepRefused(items: readonly BatchItem[], { tier = 'server', from = tier }: Sender, cause: Cause) {
		for (const item of items) this.#addLetter({ event: this.#toEvent(item, tier), from, dueMs: 0 }, cause);
	}

	async forget(people: readonly PersonKeys[], tier: Tier) {
		const keys = new Set(people.flatMap(({ user, anonymous }) => [user, anonymous]));
		keys.delete(undefined);
		const isTheirs = ({ event: { item, tier: of } }: Entry) =>
			(tier === 'server' || of === 'browser') && (keys.has(item.person?.user) || keys.has(item.person?.anonymous));
		const drop = (entries: Map<string, Entry>) => {
			const theirs = [...entries].filter(([, entry]) => isTheirs(entry));
			for (const [key] of theirs) entries.delete(key);
			return theirs.length;
		};
		return { queued: drop(this.#disk.queue), dead: drop(this.#disk.letters as Map<string, Entry>) };
	}

	async stats(): Promise<QueueStats> {
		const all = [...this.#disk.queue.values()];
		const { oldestDeadlineMs, ...sum } = toStats(all);
		const arrivals = all.map(({ event }) => event.arrivedMs);
		return {
			pixelId: this.#pixelId,
			...sum,
			...(oldestDeadlineMs === undefined ? {} : { oldestDeadlineMs, oldestArrivalMs: Math.min(...arrivals) }),
			conversions: toStats(all.filter((entry) => !isPageView(entry))),
			pageViews: toStats(all.filter(isPageView)),
			deadLetters: this.#disk.letters.size,
			knownIds: this.#disk.seen.size,
		};
	}

	size() {
		return this.#disk.queue.size;
	}

	#insert(item: BatchItem, tier: Tier, from: string, hold?: Hold): 'added' | 'known' | 'cancelled' {
		const id = idOf(item);
		const known = this.#disk.seen.get(id);
		if (known === 'server' || (known === 'browser' && tier === 'browser')) return 'known';
		for (const { event } of this.#disk.queue.values())
			if (idOf(event.item) === id && !this.#underWay.has(event.key)) this.#disk.queue.delete(event.key);
		this.#disk.seen.set(id, tier);
		if (this.#isCancelled(hold?.reference, tier)) return 'cancelled';
		const event = this.#toEvent(item, tier);
		const { untilMs: dueMs = 0, reference } = hold ?? {};
		this.#disk.queue.set(event.key, { event, from, dueMs, isHeld: hold !== undefined, reference });
		return 'added';
	}

	#isCancelled(reference: string | undefined, tier: Tier): boolean {
		const tiers: readonly Tier[] = tier === 'server' ? ['server'] : ['server', 'browser'];
		return tiers.some((each) => (this.#disk.cancellations.get(`${each} ${reference}`) ?? 0) > this.#nowMs());
	}

	#toEvent(item: BatchItem, tier: Tier): QueuedEvent {
		const key = String(this.#disk.nextKey++);
		return { key, item, attempts: 0, batchLimit: 1000, tier, arrivedMs: this.#nowMs() };
	}

	#bury(key: string, cause: Cause): void {
		const entry = this.#disk.queue.get(key);
		if (entry === undefined) return;
		this.#disk.queue.delete(key);
		this.#disk.seen.delete(idOf(entry.event.item));
		this.#addLetter(entry, cause);
	}

	#addLetter(entry: Entry, { reason, detail }: Cause): void {
		this.#disk.letters.set(String(this.#disk.nextKey++), { ...entry, reason, detail, atMs: this.#nowMs() });
	}

	#find({ reason, type, sinceMs = 0, keys }: LetterFilter): [string, Letter][] {
		return [...this.#disk.letters].filter(
			([key, letter]) =>
				(reason === undefined || letter.reason === reason) &&
				(type === undefined || letter.event.item.type === type) &&
				letter.atMs >= sinceMs &&
				(keys?.includes(key) ?? true),
		);
	}

	#replay(filter: LetterFilter, max: number) {
		const found = this.#find(filter);
		const young = found.filter(([, letter]) => !letter.bare && !this.#isTooOld(letter));
		const notKept = found.filter(([, { bare }]) => bare).length;
		const tooOld = found.length - young.length - notKept;
		const counts = { replayed: 0, tooOld, notKept, known: 0, hasMore: young.length > max };
		for (const [key, { event, from }] of young.slice(0, max)) {
			this.#disk.letters.delete(key);
			counts[this.#insert(event.item, event.tier, from) === 'added' ? 'replayed' : 'known']++;
		}
		return counts;
	}

	#isTooOld(letter: Letter): boolean {
		return letter.bare === undefined && deadlineOf(letter) <= this.#nowMs();
	}

	#toKept(key: string, letter: Letter): KeptLetter {
		const { item, attempts } = letter.event;
		if (letter.bare !== undefined) {
			const { atMs, from, bare } = letter;
			const pixelId = this.#pixelId;
			return { key, pixelId, id: '', ...bare, atMs, from, tries: 0, isTooOld: false, isEventKept: false };
		}
		const { id, messageId, type, customEventName, notes = [] } = item;
		const name = customEventName === undefined ? {} : { name: customEventName };
		const about = { key, pixelId: this.#pixelId, id, messageId, type, ...name, notes, tries: attempts };
		const { reason, detail, atMs, from } = letter;
		return { ...about, reason, detail, atMs, from, isTooOld: this.#isTooOld(letter), isEventKept: true };
	}

	#inOrder(): (one: Entry, other: Entry) => number {
		const sign = this.#batches % 10 === 9 ? -1 : 1;
		return (one, other) =>
			sign * (Number(isPageView(one)) - Number(isPageView(other))) ||
			deadlineOf(one) - deadlineOf(other) ||
			Number(one.event.key) - Number(other.event.key);
	}
}

function isOld({ event: { attempts, arrivedMs } }: Entry, { nowMs, lingerMs }: TakeOptions): boolean {
	return attempts > 0 || arrivedMs + lingerMs <= nowMs || arrivedMs > nowMs;
}

function fill(due: readonly Entry[], first: QueuedEvent, { maxEvents, maxBytes }: TakeOptions): QueuedEvent[] {
	const isAlike = ({ batchLimit, item }: QueuedEvent) =>
		batchLimit === first.batchLimit && item.validateOnly === first.item.validateOnly;
	const limit: BatchLimit = first.batchLimit;
	const alike = due.map(({ event }) => event).filter(isAlike);
	let bytes = 0;
	const end = alike.findIndex(({ item }, index) => {
		bytes += item.sizeBytes + 1;
		return index > 0 && (bytes > maxBytes || index >= Math.min(maxEvents, limit));
	});
	return end === -1 ? alike : alike.slice(0, end);
}

function toStats(entries: readonly Entry[]): ClassStats {
	const deadlines = entries.map(deadlineOf);
	return {
		events: entries.length,
		bytes: entries.reduce((sum, { event }) => sum + event.item.sizeBytes, 0),
		...(deadlines.length > 0 ? { oldestDeadlineMs: Math.min(...deadlines) } : {}),
	};
}
