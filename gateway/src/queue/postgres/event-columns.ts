/** Events as the columns of one statement. */

import type { BatchItem } from 'openai-ads-destination/pipeline';
import type { Hold } from '../holds.js';
import { toDeadlineMs } from '../rules/deadline.js';
import { toClass } from '../rules/event-class.js';
import { toWait } from '../rules/is-held.js';
import { toAbout } from '../rules/item-row.js';
import { toLane } from '../rules/lane.js';
import { toMarks } from '../rules/marks.js';
import type { Origin } from '../rules/origin-of.js';

export const DIGEST_BYTES = 12;

/** An event on its way, and the call that it is of. */
export interface Entry {
	readonly item: BatchItem;
	readonly origin: Origin;
	readonly hold: Hold | undefined;
	readonly digest: string;
	readonly call: number;
	/** Its place in the call. */
	readonly index: number;
}

/** The digest's 16 characters as bytes. */
export function toBytes(digest: string): Buffer {
	return Buffer.from(digest, 'base64url');
}

/** The nineteen values of the statement that inserts them. */
export function toColumns(entries: readonly Entry[]): unknown[] {
	const jsons = join(entries.map(({ item }) => Buffer.from(item.json)));
	const abouts = join(entries.map(({ item }) => Buffer.from(toAbout(item))));
	const waits = entries.map(({ hold, origin }) => toWait(hold, origin.nowMs));
	const marks = entries.map(({ item }) => toMarks(item));
	return [
		Buffer.concat(entries.map(({ digest }) => toBytes(digest))),
		...[jsons.bytes, abouts.bytes, jsons.sizes, abouts.sizes, jsons.starts, abouts.starts],
		entries.map(({ item }) => toLane(1000, item.validateOnly)),
		entries.map(({ item }) => toClass(item)),
		entries.map(({ item }) => Math.floor(toDeadlineMs(item.timestampMs))),
		...[0, 1, 2].map((column) => waits.map((wait) => wait[column])),
		...[0, 1].map((column) => marks.map((mark) => mark[column])),
		entries.map(({ origin }) => Math.floor(origin.nowMs)),
		entries.map(({ origin }) => origin.pixelId),
		entries.map(({ origin }) => origin.sender),
		entries.map(({ origin }) => origin.tier),
	];
}

function join(parts: readonly Buffer[]): { bytes: Buffer; sizes: number[]; starts: number[] } {
	let at = 0;
	const starts = parts.map((part) => {
		const start = at;
		at += part.length;
		return start;
	});
	return { bytes: Buffer.concat(parts), sizes: parts.map(({ length }) => length), starts };
}
