/**
 * How much more of a pixel's events may wait. Whoever sends most can't fill the queue for the others:
 * - one sender, or several of which one has half or more, fills it up to its bounds;
 * - senders with less than half of what waits have a tenth more;
 * - browsers' events fill half, since anybody can read a browser's key.
 */

import type { BatchItem } from 'openai-ads-destination/pipeline';
import { QueueFull } from '../queue-errors.js';
import type { Origin } from './origin-of.js';
import type { Reports } from './queue-reports.js';
import type { Amount, Tally, TallyRow } from './tally.js';
import { SERVER } from './tier.js';

/** Of one pixel. */
export interface QueueBounds {
	readonly maxEvents: number;
	/** Sum of the events' sizes. */
	readonly maxBytes: number;
}

/** When senders should try again. Our choice. */
const RETRY_AFTER_MS = 10_000;
const RESERVE = 1.1;
const BROWSER_SHARE = 0.5;

export interface RoomPorts extends Pick<Reports, 'onLate'> {
	readonly bounds: QueueBounds;
	/** Checks what the whole store shares. @throws QueueFull */
	checkSpace(bytes: number): void;
	/** Is told whether the disk took events. */
	onWritten(isTaken: boolean): void;
}

/** What was written of a call. */
export interface Written {
	readonly added: readonly TallyRow[];
	/** Browsers' waiting events whose place they took. */
	readonly replaced: readonly TallyRow[];
	/** Those with the id of a browser's event that had been sent. */
	readonly late: number;
}

export type RoomSender = Pick<Origin, 'tier' | 'sender'>;

export class AppendRoom {
	readonly #ports: RoomPorts;
	readonly #tally: Tally;
	/** What is being written and not tallied yet. */
	readonly #writing: Amount = { events: 0, bytes: 0 };

	constructor(ports: RoomPorts, tally: Tally) {
		this.#ports = ports;
		this.#tally = tally;
	}

	/**
	 * Keeps room for events while `work` writes them, and tallies what it wrote. An empty queue has room for any call.
	 *
	 * @throws QueueFull, and what `work` rejects with
	 */
	async within<T extends Written>(items: readonly BatchItem[], from: RoomSender, work: () => Promise<T>): Promise<T> {
		const release = this.#reserve(items, from);
		try {
			const insertion = await work();
			for (const row of insertion.added) this.#tally.add({ ...row, events: 1, bytes: row.size_bytes });
			this.#tally.remove(insertion.replaced);
			if (insertion.late > 0) this.#ports.onLate(insertion.late);
			this.#ports.onWritten(true);
			return insertion;
		} catch (error) {
			this.#ports.onWritten(false);
			throw error;
		} finally {
			release();
		}
	}

	#reserve(items: readonly BatchItem[], from: RoomSender): () => void {
		const added = { events: items.length, bytes: items.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
		const isEmpty = this.#tally.all.events === 0 && this.#writing.events === 0;
		if (!isEmpty && added.events > 0) this.#check(added, from);
		if (added.events > 0) this.#ports.checkSpace(added.bytes);
		this.#writing.events += added.events;
		this.#writing.bytes += added.bytes;
		return () => {
			this.#writing.events -= added.events;
			this.#writing.bytes -= added.bytes;
		};
	}

	#check(added: Amount, { tier, sender }: RoomSender): void {
		const { bounds } = this.#ports;
		const own = this.#tally.of(tier, sender);
		for (const what of ['events', 'bytes'] as const) {
			const max = what === 'events' ? bounds.maxEvents : bounds.maxBytes;
			const arriving = this.#writing[what] + added[what];
			const waiting = this.#tally.all[what];
			const most = own[what] * 2 < waiting ? max * RESERVE : max;
			if (waiting + arriving > most) throw full(what);
			if (tier !== SERVER && own[what] + arriving > max * BROWSER_SHARE) throw full(what);
		}
	}
}

function full(what: 'events' | 'bytes'): QueueFull {
	const setting = what === 'events' ? 'gateway.maxQueued' : 'gateway.maxQueuedMb';
	return new QueueFull(`The queue has all the ${what} that ${setting} allows its sender.`, RETRY_AFTER_MS);
}
