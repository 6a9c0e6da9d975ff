/** What is remembered of each pixel besides its events. */

import { isRecord, parseJson } from 'openai-ads-destination/internal';
import { FRESH_PIXEL_STATE, MAX_MEMORY_BYTES, type PixelState, type StateChange } from '../pixel-state.js';
import type { Ownership } from '../queue.js';
import { StorageError } from '../queue-errors.js';
import type { Session } from './database.js';

const READ = 'SELECT is_paused, paused_since_ms::float8 AS paused_since_ms, memory FROM @pixels WHERE pixel = $1';
const CHANGE = `INSERT INTO @pixels AS p (pixel, is_paused, memory, paused_since_ms) VALUES ($1, coalesce($2, false), $3, $5::bigint)
	ON CONFLICT (pixel) DO UPDATE SET is_paused = coalesce($2, p.is_paused), memory = coalesce($3, p.memory),
		paused_since_ms = CASE WHEN $6::boolean THEN $5::bigint ELSE p.paused_since_ms END
	WHERE $4::bigint IS NULL OR p.epoch = $4`;

interface StateRow {
	readonly is_paused: boolean;
	readonly paused_since_ms: number | null;
	readonly memory: string | null;
}

/** Fresh if there is none, or none that can be read. */
export async function readState(session: Session, pixelId: string): Promise<PixelState> {
	const [row] = await session.query<StateRow>(READ, [pixelId]);
	if (row === undefined) return FRESH_PIXEL_STATE;
	const memory = parseJson(row.memory ?? '');
	const since = row.is_paused && row.paused_since_ms !== null ? { pausedSinceMs: row.paused_since_ms } : {};
	return { isPaused: row.is_paused, ...since, ...(isRecord(memory) ? { memory } : {}) };
}

/** @param own of who says so: a former owner changes nothing. @throws StorageError if there is too much to remember */
export async function changeState(
	session: Session,
	pixelId: string,
	{ isPaused, memory, ...others }: StateChange,
	own: Ownership | undefined,
): Promise<void> {
	const text = memory === undefined ? null : JSON.stringify(memory);
	if (text !== null && text.length > MAX_MEMORY_BYTES) {
		throw new StorageError(`The state of a pixel has ${text.length} characters; ${MAX_MEMORY_BYTES} are kept at most.`);
	}
	const since = [others.pausedSinceMs ?? null, 'pausedSinceMs' in others];
	await session.query(CHANGE, [pixelId, isPaused ?? null, text, own?.epoch ?? null, ...since]);
}
