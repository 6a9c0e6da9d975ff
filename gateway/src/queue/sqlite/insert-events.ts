/** Writes events into the queue, once for each (pixel, type, name, id); a server's event takes a browser's place. */

import type { BatchItem } from 'openai-ads-destination/pipeline';
import type { Hold } from '../holds.js';
import type { Written } from '../rules/append-room.js';
import { toDeadlineMs } from '../rules/deadline.js';
import { toDigest } from '../rules/digest.js';
import { toClass } from '../rules/event-class.js';
import { toWait } from '../rules/is-held.js';
import { toAbout } from '../rules/item-row.js';
import { toLane } from '../rules/lane.js';
import { toMarks } from '../rules/marks.js';
import type { Origin } from '../rules/origin-of.js';
import type { TallyRow } from '../rules/tally.js';
import { SERVER } from '../rules/tier.js';
import type { QueueStatements } from './queue-statements.js';
import type { SeenIds } from './seen-ids.js';

/** What became of the events of one call. */
export interface Insertion extends Written {
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
