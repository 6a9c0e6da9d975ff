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
export function insertEvents(sql: QueueStatements, items: readonly BatchItem[], origin: Origin): Insertion {
	const { pixelId, tier, sender, nowMs, holds = [] } = origin;
	const added: TallyRow[] = [];
	const replaced: TallyRow[] = [];
	const cancelled: number[] = [];
	let late = 0;
	for (const [index, item] of items.entries()) {
		const digest = toDigest(pixelId, item);
		if (sql.remember.run([digest, nowMs, tier]).changes === 0) {
			if (tier !== SERVER || sql.outrank.run([digest]).changes === 0) continue;
			const rows = sql.replace.all([digest]) as TallyRow[];
			if (rows.length > 0) replaced.push(...rows);
			else late++;
		}
		const hold = holds[index];
		if (isCancelled(sql, hold, origin)) {
			cancelled.push(index);
			continue;
		}
		const { validateOnly, timestampMs, sizeBytes, json } = item;
		const eventClass = toClass(item);
		const place = [pixelId, toLane(1000, validateOnly), nowMs, toDeadlineMs(timestampMs)];
		sql.insert.run([
			...place,
			sizeBytes,
			digest,
			json,
			toAbout(item),
			tier,
			...toMarks(item),
			eventClass,
			sender,
			...toWait(hold, nowMs),
		]);
		added.push({ size_bytes: sizeBytes, class: eventClass, tier, sender });
	}
	return { added, replaced, late, cancelled };
}

function isCancelled(sql: QueueStatements, hold: Hold | undefined, { tier, nowMs }: Origin): boolean {
	return hold?.reference !== undefined && sql.isCancelled.get([hold.reference, tier, nowMs]) !== undefined;
}

/** The columns `due_ms`, `is_held` and `reference`. */
function toWait(hold: Hold | undefined, nowMs: number): [number, IsHeld, string | null] {
	if (hold === undefined) return [0, NOT_HELD, null];
	const isHeld = hold.untilMs > nowMs;
	return [isHeld ? Math.ceil(hold.untilMs) : 0, isHeld ? HELD : NOT_HELD, hold.reference ?? null];
}
