/** Writes events into the queue, once for each (pixel, type, name, id); a server's event takes a browser's place. */

import type { BatchItem } from 'openai-ads-destination/pipeline';
import type { Hold } from '../holds.js';
import { toDeadlineMs } from './deadline.js';
import { toDigest } from './digest.js';
import { toClass } from './event-class.js';
import { HELD, type IsHeld, NOT_HELD } from './is-held.js';
import { toLane } from './lane.js';
import { toMarks } from './marks.js';
import { toAbout } from './queue-row.js';
import type { QueueStatements } from './queue-statements.js';
import type { SeenIds } from './seen-ids.js';
import type { TallyRow } from './tally.js';
import { SERVER } from './tier.js';

/** What became of the events of one call. */
export interface Insertion {
	readonly added: readonly TallyRow[];
	/** Browsers' waiting events whose place they took. */
	readonly replaced: readonly TallyRow[];
	/** Those with the id of a browser's event that had been sent. */
	readonly late: number;
	/** Places of those that had been cancelled before. */
	readonly cancelled: readonly number[];
	/** Places of those that had been seen. */
	readonly known: readonly number[];
}

/** What events are written to. */
export interface QueueTables {
	readonly sql: QueueStatements;
	readonly seen: SeenIds;
}

/** Whose events they are, and when they came. */
export interface Origin {
	readonly pixelId: string;
	/** As `toTierNumber` has it. */
	readonly tier: number;
	/** What the operator calls the sender. */
	readonly sender: string | null;
	readonly nowMs: number;
	/** `holds[i]` belongs to `items[i]`. */
	readonly holds?: readonly (Hold | undefined)[];
}

/** Inserts the events that are not known. To be called within a transaction. */
export function insertEvents({ sql, seen }: QueueTables, items: readonly BatchItem[], origin: Origin): Insertion {
	const { pixelId, tier, sender, nowMs, holds = [] } = origin;
	const added: TallyRow[] = [];
	const replaced: TallyRow[] = [];
	const cancelled: number[] = [];
	const knownAt: number[] = [];
	let late = 0;
	for (const [index, item] of items.entries()) {
		const digest = toDigest(pixelId, item);
		const known = seen.remember(digest, tier);
		if (known !== undefined) {
			if (tier !== SERVER || known.tier === SERVER) {
				knownAt.push(index);
				continue;
			}
			seen.raise(digest, known, tier);
			const rows = sql.replace.all([digest]) as TallyRow[];
			if (rows.length > 0) replaced.push(...rows);
			else late++;
		}
		const hold = holds[index];
		if (isCancelled(sql, hold, origin)) {
			cancelled.push(index);
			continue;
		}
		const { sizeBytes, json } = item;
		const eventClass = toClass(item);
		const who = [tier, ...toMarks(item), eventClass, sender];
		const rest = [sizeBytes, digest, json, toAbout(item), ...who, ...toWait(hold, nowMs)];
		sql.insert.run([...toPlace(item, origin), ...rest]);
		added.push({ size_bytes: sizeBytes, class: eventClass, tier, sender });
	}
	if (added.length + cancelled.length > 0) seen.save();
	return { added, replaced, late, cancelled, known: knownAt };
}

function isCancelled(sql: QueueStatements, hold: Hold | undefined, { tier, nowMs }: Origin): boolean {
	return hold?.reference !== undefined && sql.isCancelled.get([hold.reference, tier, nowMs]) !== undefined;
}

/** The columns `pixel`, `lane`, `arrived_ms` and `deadline_ms`. */
function toPlace(
	{ validateOnly, timestampMs }: BatchItem,
	{ pixelId, nowMs }: Origin,
): [string, number, number, number] {
	return [pixelId, toLane(1000, validateOnly), nowMs, toDeadlineMs(timestampMs)];
}

/** The columns `due_ms`, `is_held` and `reference`. */
export function toWait(hold: Hold | undefined, nowMs: number): [number, IsHeld, string | null] {
	if (hold === undefined) return [0, NOT_HELD, null];
	const isHeld = hold.untilMs > nowMs;
	return [isHeld ? Math.ceil(hold.untilMs) : 0, isHeld ? HELD : NOT_HELD, hold.reference ?? null];
}
