/** One list of the dead letters of several pixels, newest first, page by page. */

import { isRecord, parseJson } from 'openai-ads-destination/internal';
import type { DeadLetters, KeptLetter, LetterFilter } from '../queue/dead-letters.js';
import { OperatorError } from './operator.js';

/** Where the next page begins: for each pixel ID the last letter that was shown. */
type Places = Readonly<Record<string, string>>;

/** A cursor of 100 pixels, each with a long name, is shorter. */
const MAX_CURSOR = 20_000;

export interface Shelf {
	readonly pixelId: string;
	readonly letters: Pick<DeadLetters, 'list'>;
}

export interface MergedPage {
	readonly letters: readonly KeptLetter[];
	readonly older?: string;
}

/** Reads a page of each pixel and keeps the newest of all. @throws OperatorError for a cursor that no list gave */
export async function readPage(
	shelves: readonly Shelf[],
	filter: LetterFilter,
	{ limit, before }: { readonly limit: number; readonly before?: string },
): Promise<MergedPage> {
	const places = before === undefined ? {} : readCursor(before);
	const pages = await Promise.all(
		shelves.map(({ pixelId, letters }) => {
			const place = Object.hasOwn(places, pixelId) ? places[pixelId] : undefined;
			// One more than is shown, to know whether there is another page.
			return letters.list(filter, { limit: limit + 1, ...(place === undefined ? {} : { before: place }) });
		}),
	);
	// Stable: letters of one pixel keep their order.
	const all = pages.flat().sort((one, other) => other.atMs - one.atMs);
	const letters = all.slice(0, limit);
	return all.length > limit ? { letters, older: writeCursor(places, letters) } : { letters };
}

function writeCursor(places: Places, shown: readonly KeptLetter[]): string {
	const next = { ...places, ...Object.fromEntries(shown.map(({ pixelId, key }) => [pixelId, key])) };
	return Buffer.from(JSON.stringify(next)).toString('base64url');
}

function readCursor(cursor: string): Places {
	const places = cursor.length > MAX_CURSOR ? undefined : parseJson(Buffer.from(cursor, 'base64url').toString('utf8'));
	const isOurs = isRecord(places) && Object.values(places).every((key) => typeof key === 'string');
	if (!isOurs) throw new OperatorError('bad_request', 'before: expected the `older` of a list.');
	return places as Places; // Checked just now.
}
