/** Writes events into the queue, once for each (pixel, type, name, id); a server's event takes a browser's place. */

import type { BatchItem } from 'openai-ads-destination/pipeline';
import { toDeadlineMs } from './deadline.js';
import { toDigest } from './digest.js';
import { toClass } from './event-class.js';
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
}

/** Inserts the events that are not known. To be called within a transaction. */
export function insertEvents({ sql, seen }: QueueTables, items: readonly BatchItem[], origin: Origin): Insertion {
	const { pixelId, tier, sender, nowMs } = origin;
	const added: TallyRow[] = [];
	const replaced: TallyRow[] = [];
	let late = 0;
	for (const item of items) {
		const digest = toDigest(pixelId, item);
		const known = seen.remember(digest, tier);
		if (known !== undefined) {
			if (tier !== SERVER || known.tier === SERVER) continue;
			seen.raise(digest, known, tier);
			const rows = sql.replace.all([digest]) as TallyRow[];
			if (rows.length > 0) replaced.push(...rows);
			else late++;
		}
		const { validateOnly, timestampMs, sizeBytes, json } = item;
		const eventClass = toClass(item);
		const place = [pixelId, toLane(1000, validateOnly), nowMs, toDeadlineMs(timestampMs)];
		sql.insert.run([...place, sizeBytes, digest, json, toAbout(item), tier, ...toMarks(item), eventClass, sender]);
		added.push({ size_bytes: sizeBytes, class: eventClass, tier, sender });
	}
	if (added.length > 0) seen.save();
	return { added, replaced, late };
}
