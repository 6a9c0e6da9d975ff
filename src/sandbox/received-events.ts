/** The accepted events as OpenAI counts them: the first of each deduplication key. Bounded in number. */

import type { ConversionEvent } from '../destination/contract/conversion-event.js';
import { NewestOnly } from './newest-only.js';

/**
 * At least this many of the newest keys are remembered, at most twice as many. A duplicate of an older event counts as new.
 * Our choice: OpenAI publishes no deduplication window, and a million keys would be 100 MB.
 */
const REMEMBERED_KEYS = 100_000;

export class ReceivedEvents {
	readonly #events: NewestOnly<ConversionEvent>;
	readonly #keysPerGeneration: number;
	#keys = new Set<string>();
	#olderKeys: ReadonlySet<string> = new Set();

	/** @param keep how many of the newest events `list()` returns; duplicates of older ones are recognised too */
	constructor(keep: number) {
		this.#events = new NewestOnly(keep);
		this.#keysPerGeneration = Math.max(keep, REMEMBERED_KEYS);
	}

	/** Keeps the first event of each key; later ones are ignored, as OpenAI does. */
	add(pid: string, events: readonly ConversionEvent[]): void {
		for (const event of events) {
			if (this.#isNew(deduplicationKey(pid, event))) this.#events.push(event);
		}
	}

	/** The newest events, in order of arrival. */
	list(): ConversionEvent[] {
		return this.#events.list();
	}

	clear(): void {
		this.#events.clear();
		this.#keys = new Set();
		this.#olderKeys = new Set();
	}

	// Two generations instead of one queue: dropping the oldest of a large Set one by one is slow.
	#isNew(key: string): boolean {
		if (this.#keys.has(key) || this.#olderKeys.has(key)) return false;
		if (this.#keys.size >= this.#keysPerGeneration) {
			this.#olderKeys = this.#keys;
			this.#keys = new Set();
		}
		this.#keys.add(key);
		return true;
	}
}

/** Pixel ID + event name + id. A custom event's name is its own, lower-cased; any other's is its type. (conversions-api, read 2026-11-22) */
function deduplicationKey(pid: string, { type, custom_event_name: customName, id }: ConversionEvent): string {
	const name = type === 'custom' && customName !== undefined ? customName.toLowerCase() : type;
	// The length keeps a pixel ID and an id apart, whatever characters they hold.
	return `${name} ${pid.length} ${pid}${id}`;
}
