/** Writes the stories of all pixels, as accept and worker tell them. Whatever goes wrong here costs a story, never an event. */

import { hostname } from 'node:os';
import { explainEvent, type Recollection, type SettingsInput } from 'openai-ads-destination';
import { isLoss, showName } from 'openai-ads-destination/internal';
import type { Arrived, OnAdmitted } from '../accept/arrived.js';
import type { Log } from '../log.js';
import type { Count } from '../queue/counts.js';
import type { SharedStories } from '../queue/shared-stories.js';
import type { Store } from '../queue/store.js';
import { CountsOfPixels } from './counts-of-pixels.js';
import { endExpired } from './end-expired.js';
import { endCancelled } from './end-held.js';
import { ExplainLater } from './explain-later.js';
import { personMarks, toMark } from './identity.js';
import { LaterTurns } from './later-turns.js';
import { StorySharing } from './share-stories.js';
import type { Story } from './story.js';
import { StoryBook } from './story-book.js';
import { Totals } from './totals.js';
import { type Slice, writeProxied, writeTransformed } from './watch-calls.js';
import type { Called, CallWatch, OnSwept, PixelWatch } from './watches.js';
import { type PixelName, writeAdmitted } from './write-admitted.js';
import { writeSettled } from './write-settled.js';

export interface StoriesPorts {
	/** Of the store; known once that is open. */
	readonly counts: Pick<Store['counts'], 'add'>;
	/** With other gateways of the same database, if there can be any. */
	readonly shared?: SharedStories | undefined;
	/** What people call this gateway. @default the name of the machine */
	readonly instance?: string;
	readonly log: Pick<Log, 'warn'>;
	/** Unix milliseconds. */
	nowMs(): number;
	/** Of a clock that does not jump. */
	monotonicMs(): number;
	/** Runs something in a later turn of the event loop. @default stories are written at once */
	defer?(work: () => void): void;
}

const NOT_FORGOTTEN =
	'What other gateways were told of a person could not be removed. It goes once 10 000 newer events have been told, or with `openai-ads forget`.';

export class Stories {
	readonly book: StoryBook;
	readonly totals: Totals;
	readonly #later: ExplainLater;
	readonly #ports: StoriesPorts;
	readonly #counts: CountsOfPixels;
	readonly #turns: LaterTurns;
	readonly #sharing: StorySharing | undefined;

	constructor(ports: StoriesPorts) {
		this.#ports = ports;
		this.book = new StoryBook({ startMs: ports.nowMs() });
		this.totals = new Totals(this.book);
		this.#counts = new CountsOfPixels(this.book, ports);
		const { shared, instance = hostname(), monotonicMs } = ports;
		this.#sharing = shared && new StorySharing({ book: this.book, shared, instance, monotonicMs });
		this.#turns = new LaterTurns({ defer: (work) => work(), ...ports });
		this.#later = new ExplainLater({ monotonicMs, defer: (work) => void setImmediate(work) });
	}

	/** @param pixel by its name at this moment */
	watch(pixel: () => PixelName): PixelWatch {
		const counts = this.#counts.of(pixel().pixelId);
		return {
			onAdmitted: (...told) => {
				const slice = { pixel: pixel(), counts, atMs: this.#ports.nowMs() };
				this.#inTurn(() => this.#admit(slice, told));
			},
			onSettled: (settled) => {
				const [settledPixel, atMs] = [pixel(), this.#ports.nowMs()];
				this.#inTurn(() => writeSettled(this.book, settledPixel, settled, atMs));
			},
			toCounts: async (settled) => {
				const atMs = this.#ports.nowMs();
				// A story that is not written yet would not say where its event came from.
				await this.#turns.done();
				return this.#safely<readonly Count[]>(() => counts.countSettled(settled, atMs), []);
			},
		};
	}

	/** For the sweep of the queues. Never rejects. */
	watchSweep(store: Pick<Store, 'pixel'>): OnSwept {
		return async (pixelId, { expired, sinceMs }) => {
			const counts = this.#counts.of(pixelId);
			const about = { pixelId, count: expired, sinceMs };
			const ended = await endExpired(this.book, store.pixel(pixelId).deadLetters, about).catch(() => []);
			this.#safely(() => counts.countExpired(ended, expired, this.#ports.nowMs()), undefined);
		};
	}

	/** @param nameOf what the operator calls a pixel */
	watchCalls(nameOf: (pixelId: string) => string): CallWatch {
		const within = (settings: Called, write: (slice: Slice) => void) =>
			this.#safely(() => {
				const { pixelId } = settings;
				const counts = this.#counts.ofCalled(pixelId);
				if (counts === undefined) return;
				const pixel = { name: showName(nameOf(pixelId)), pixelId, settings };
				const slice = { pixel, counts, atMs: this.#ports.nowMs() };
				this.#inTurn(() => write(slice));
			}, undefined);
		const ports = { book: this.book, explain: this.#explain.bind(this) };
		return {
			onTransformed: (events, admissions, settings) =>
				within(settings, (slice) => writeTransformed(slice, events, admissions, ports)),
			onDelivered: (items, delivered, settings) =>
				within(settings, (slice) => writeProxied(slice, items, delivered, this.book)),
		};
	}

	#inTurn(work: () => void): void {
		this.#turns.add(() => this.#safely(work, undefined));
	}

	/** Begins to tell other gateways. @returns how to stop it */
	share(): () => void {
		this.#sharing?.start();
		return () => this.#sharing?.stop();
	}

	/** Brings in what other gateways know, for somebody who looks. Never rejects. */
	refresh = async (): Promise<void> => this.#sharing?.refresh();

	/**
	 * Removes the stories of people. Rejects if what was told to other gateways could not be removed.
	 *
	 * @param digests SHA-256 of their identifiers
	 * @returns how many there were
	 */
	async forget(digests: readonly string[]): Promise<number> {
		this.#turns.drain();
		const marks = new Set(digests.map(toMark));
		await this.#sharing?.forget([...marks]);
		return this.book.forget(marks);
	}

	/** Writes what was counted at the door. Never rejects. */
	writeCounts(): Promise<void> {
		return this.#counts.write();
	}

	/** As `writeCounts`, with what still waits for its turn: before somebody reads, and at the end. */
	flush(): Promise<void> {
		this.#turns.drain();
		return this.writeCounts();
	}

	#admit({ pixel, counts, atMs }: Slice, [arrived, sender, cancellations]: Parameters<OnAdmitted>): void {
		const references = new Set(cancellations.map(({ reference }) => reference));
		endCancelled(this.book, { pixelId: pixel.pixelId, references, tier: sender.tier ?? 'server' }, atMs);
		for (const one of arrived) {
			const { forgets } = one.admission;
			if (forgets !== undefined) this.#forgetPerson(personMarks(forgets), pixel.pixelId);
			const story = writeAdmitted(this.book, pixel, one, sender, atMs);
			counts.countAdmitted(one, story, { settings: pixel.settings, nowMs: atMs });
			this.#explain(pixel, one, story);
		}
	}

	#forgetPerson(marks: readonly number[], pixelId: string): void {
		this.book.forget(new Set(marks), pixelId);
		this.#sharing?.forget(marks).catch((error) => this.#ports.log.warn({ err: error }, NOT_FORGOTTEN));
	}

	#explain({ settings }: PixelName, { event, admission: { profile = {} } }: Arrived, story: Story): void {
		const { outcome, reason, notes } = story;
		if (reason === 'duplicate') return;
		this.#later.add({
			isNoted: notes.some(isLoss) || (outcome !== 'waiting' && reason !== 'profile_remembered'),
			explain: this.#writeExplanation.bind(this, story, event, settings, profile),
		});
	}

	#writeExplanation(story: Story, event: unknown, settings: SettingsInput, profile: Recollection): void {
		try {
			this.book.explain(story, explainEvent(event, settings, story.atMs, { profile }));
		} catch (error) {
			this.#report(error);
		}
	}

	#safely<T>(write: () => T, otherwise: T): T {
		try {
			return write();
		} catch (error) {
			this.#report(error);
			return otherwise;
		}
	}

	#report(error: unknown): void {
		this.#ports.log.warn({ err: error }, 'A story could not be written. Its event is not touched by that.');
	}
}
