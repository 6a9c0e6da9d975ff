/**
 * Writes events into the queue, once for each (pixel, type, name, id), also if other gateways are writing the same; a server's
 * event takes a browser's place. One statement for up to a thousand events, with their texts as one run of bytes: arrays of
 * bytes would travel as text, twice as long.
 */

import type { BatchItem } from 'openai-ads-destination/pipeline';
import { toDigest } from '../rules/digest.js';
import { toClass } from '../rules/event-class.js';
import type { Origin } from '../rules/origin-of.js';
import { type Entry, toBytes, toColumns } from './event-columns.js';
import { INSERT, INSERT_AND_COUNT } from './insert-statements.js';
import type { Preparing } from './session.js';
import { type Counted, KNOWN_IDS, TallyChange } from './tally-change.js';
import type { Write } from './write.js';

/** Events of a statement: with more, a plan that joins them row by row takes quadratic time. Measured. */
export const EVENTS_AT_ONCE = 1000;
/** Of their texts. Our choice. */
const MAX_BYTES = 16 * 1024 * 1024;

/** What became of the events of one call. */
export interface Insertion {
	readonly added: readonly AddedRow[];
	/** Those with the id of a browser's event that had been sent. */
	readonly late: number;
	/** Places of those that had been cancelled before. */
	readonly cancelled: readonly number[];
	/** Places of those that had been seen. */
	readonly known: readonly number[];
}

interface AddedRow {
	readonly size_bytes: number;
	readonly class: number;
	readonly tier: number;
	readonly sender: string | null;
}

export interface AppendCall {
	readonly items: readonly BatchItem[];
	readonly origin: Origin;
}

/** Browsers' events that wait and whose place servers' take. */
const REPLACE = `WITH gone AS (
	DELETE FROM @queue WHERE tier > 0 AND key IN (
		SELECT q.key FROM unnest($1::bytea[]) AS d (digest) CROSS JOIN LATERAL (
			SELECT key FROM @queue WHERE tier = 1 AND digest = d.digest) AS q)
	AND key NOT IN (SELECT unnest($2::bigint[])) RETURNING pixel, class, tier, sender, size_bytes)
	SELECT pixel, class, tier, coalesce(sender, '') AS sender, size_bytes FROM gone`;

interface Placed {
	readonly place: number;
	readonly is_new: boolean;
	readonly is_cancelled: boolean;
}

/** Inserts the events that are not known; `insertions[i]` belongs to `calls[i]`. To be called within a transaction. */
export async function insertEvents(
	write: Write,
	calls: readonly AppendCall[],
	underWay: readonly string[],
): Promise<Insertion[]> {
	const insertions = calls.map(toNothing);
	for (const entries of cut(calls, (call, index) => insertions[call]?.known.push(index))) {
		const placed = await write.query<Placed>(INSERT, toColumns(entries));
		const raised = take(entries, placed, { insertions, tally: write.tally });
		if (raised.length > 0) await replace(write, raised, underWay, insertions);
	}
	return insertions;
}

export interface InsertedAtOnce {
	readonly insertions: Insertion[];
	readonly tally: TallyChange;
	/** Lets servers' events take the place of browsers' that wait; to be called within a transaction. Absent if there are none. */
	readonly replace?: (write: Write, underWay: readonly string[]) => Promise<void>;
}

/**
 * The same in one statement that is a transaction of its own, tallies included. `undefined` if it takes more than one: nothing was
 * done then.
 */
export async function insertAtOnce(
	session: Preparing,
	calls: readonly AppendCall[],
	[gatewayId, slot]: readonly [gatewayId: string, slot: number],
): Promise<InsertedAtOnce | undefined> {
	const insertions = calls.map(toNothing);
	const [entries, ...more] = cut(calls, (call, index) => insertions[call]?.known.push(index));
	if (entries === undefined || more.length > 0) return undefined;
	const tally = new TallyChange();
	const placed = await session.prepared<Placed & Counted>(INSERT_AND_COUNT, [...toColumns(entries), gatewayId, slot]);
	tally.countedBy(placed);
	const raised = take(entries, placed, { insertions, tally });
	if (raised.length === 0) return { insertions, tally };
	return { insertions, tally, replace: (write, underWay) => replace(write, raised, underWay, insertions) };
}

const toNothing = () => ({
	added: [] as AddedRow[],
	late: 0,
	cancelled: [] as number[],
	known: [] as number[],
});

/** Writes down what became of a statement's events. Returns those that a server has sent after a browser. */
function take(
	entries: readonly Entry[],
	placed: readonly Placed[],
	{ insertions, tally }: { readonly insertions: ReturnType<typeof toNothing>[]; readonly tally: TallyChange },
): Entry[] {
	const fresh = new Set(placed.map(({ place }) => place));
	for (const [place, { call, index }] of entries.entries()) {
		if (!fresh.has(place)) insertions[call]?.known.push(index);
	}
	const raised: Entry[] = [];
	for (const { place, is_new, is_cancelled } of placed) {
		const entry = entries[place] as Entry; // The statement numbers them.
		const insertion = insertions[entry.call];
		if (!is_new) raised.push(entry);
		else tally.add(KNOWN_IDS, 1, 0);
		if (is_cancelled) insertion?.cancelled.push(entry.index);
		else insertion?.added.push(note(entry, tally));
	}
	return raised;
}

function note({ item, origin: { pixelId, tier, sender } }: Entry, tally: TallyChange): AddedRow {
	const row = { size_bytes: item.sizeBytes, class: toClass(item), tier, sender };
	tally.add({ ...row, pixel: pixelId, sender: sender ?? '' }, 1, item.sizeBytes);
	return row;
}

async function replace(
	write: Write,
	raised: readonly Entry[],
	underWay: readonly string[],
	insertions: { late: number }[],
): Promise<void> {
	const digests = raised.map(({ digest }) => toBytes(digest));
	const gone = await write.query<{ pixel: string; class: number; tier: number; sender: string; size_bytes: number }>(
		REPLACE,
		[digests, underWay],
	);
	for (const { size_bytes, ...kind } of gone) write.tally.add(kind, -1, -size_bytes);
	const first = insertions[raised[0]?.call ?? 0];
	if (first !== undefined) first.late += Math.max(0, raised.length - gone.length);
}

/** Each digest stands in a statement once: a server's event that comes after a browser's of the same id begins another. */
function* cut(
	calls: readonly AppendCall[],
	onSame: (call: number, index: number) => void,
): Generator<readonly Entry[]> {
	let entries = new Map<string, Entry>();
	let bytes = 0;
	for (const [call, { items, origin }] of calls.entries()) {
		for (const [index, item] of items.entries()) {
			const digest = toDigest(origin.pixelId, item);
			const same = entries.get(digest);
			if (same !== undefined && same.origin.tier <= origin.tier) {
				onSame(call, index);
				continue;
			}
			const size = item.sizeBytes + 300;
			if (same !== undefined || entries.size === EVENTS_AT_ONCE || (bytes + size > MAX_BYTES && bytes > 0)) {
				yield [...entries.values()];
				entries = new Map();
				bytes = 0;
			}
			bytes += size;
			entries.set(digest, { item, origin, hold: origin.holds?.[index], digest, call, index });
		}
	}
	if (entries.size > 0) yield [...entries.values()];
}
