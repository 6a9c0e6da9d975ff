/** What is remembered of each pixel besides its events. */

import { isRecord, parseJson } from 'openai-ads-destination/internal';
import { FRESH_PIXEL_STATE, MAX_MEMORY_BYTES, type PixelState, type StateChange } from '../pixel-state.js';
import type { Ownership } from '../queue.js';
import { StorageError } from '../queue-errors.js';
import type { Session } from './database.js';

const READ = 'SELECT is_paused, memory FROM @pixels WHERE pixel = $1';
const CHANGE = `INSERT INTO @pixels AS p (pixel, is_paused, memory) VALUES ($1, coalesce($2, false), $3)
	ON CONFLICT (pixel) DO UPDATE SET is_paused = coalesce($2, p.is_paused), memory = coalesce($3, p.memory)
	WHERE $4::bigint IS NULL OR p.epoch = $4`;

/** Fresh if there is none, or none that can be read. */
export async function readState(session: Session, pixelId: string): Promise<PixelState> {
	const [row] = await session.query<{ is_paused: boolean; memory: string | null }>(READ, [pixelId]);
	if (row === undefined) return FRESH_PIXEL_STATE;
	const memory = parseJson(row.memory ?? '');
	return { isPaused: row.is_paused, ...(isRecord(memory) ? { memory } : {}) };
}

/** @param own of who says so: a former owner changes nothing. @throws StorageError if there is too much to remember */
export async function changeState(
	session: Session,
	pixelId: string,
	{ isPaused, memory }: StateChange,
	own: Ownership | undefined,
): Promise<void> {
	const text = memory === undefined ? null : JSON.stringify(memory);
	if (text !== null && text.length > MAX_MEMORY_BYTES) {
		throw new StorageError(`The state of a pixel has ${text.length} characters; ${MAX_MEMORY_BYTES} are kept at most.`);
	}
	await session.query(CHANGE, [pixelId, isPaused ?? null, text, own?.epoch ?? null]);
}
