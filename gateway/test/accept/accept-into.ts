/** The way into one pixel, which goes by any name. */

import type { Intake } from 'openai-ads-destination/pipeline';
import { type Accept, createAccept } from '../../src/accept/accept.js';
import { createPixelAccept } from '../../src/accept/accept-pixel.js';
import type { Log } from '../../src/log.js';
import type { PixelQueue } from '../../src/queue/queue.js';
import { createRecordingLog } from '../recording-log.js';

export function acceptInto(
	intake: Intake,
	queue: PixelQueue,
	log: Log = createRecordingLog(),
	onQueued: () => void = () => {},
): Accept {
	const door = createPixelAccept({ intake, queue, onQueued });
	return createAccept({ find: () => door, all: () => [door] }, log);
}
