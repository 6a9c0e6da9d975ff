/**
 * The handlers of a Segment Destination Function. `dist/segment-function.js` is this file and all it needs, made into one text
 * to paste; in Node the same handlers are functions to import. They log nothing and keep nothing between calls: Segment runs
 * one instance for several connections.
 */

import { type BatchAnswer, raise, toBatchAnswer } from './answers.js';
import { type Answer, answerEvents } from './handlers.js';

export type { BatchAnswer } from './answers.js';

/**
 * Sends one event. Resolves when OpenAI has taken it; the settings are those of the function's form, flat.
 *
 * @throws EventNotSupported for an event left out on purpose, InvalidEventPayload for one that can never be sent,
 *   RetryError for one that Segment is to send again (for 4 hours), a mistake in the settings included
 */
export async function onTrack(event: unknown, settings: unknown): Promise<void> {
	const [answer] = await answerEvents([event], settings);
	raise(answer as Answer); // One event in, one answer out.
}

/** Sends a page view, as `onTrack`. */
export async function onPage(event: unknown, settings: unknown): Promise<void> {
	await onTrack(event, settings);
}

/** Sends a screen call that a row of `eventMapping` names, as `onTrack`. */
export async function onScreen(event: unknown, settings: unknown): Promise<void> {
	await onTrack(event, settings);
}

/** @throws EventNotSupported always: OpenAI has no identify event, and nothing may be remembered here */
export async function onIdentify(_event: unknown, _settings: unknown): Promise<void> {
	refuseCall('identify');
}

/** @throws EventNotSupported always */
export async function onGroup(_event: unknown, _settings: unknown): Promise<void> {
	refuseCall('group');
}

/** @throws EventNotSupported always */
export async function onAlias(_event: unknown, _settings: unknown): Promise<void> {
	refuseCall('alias');
}

/** @throws EventNotSupported always: nothing is stored here, and OpenAI documents no way to erase an event */
export async function onDelete(_event: unknown, _settings: unknown): Promise<void> {
	refuseCall('delete');
}

/**
 * Sends many events in as few requests as possible. Never rejects.
 *
 * @returns one status for each event, in order: 200 taken or left out on purpose, 400 never to be sent, 500 to be sent again
 */
export async function onBatch(events: unknown, settings: unknown): Promise<BatchAnswer[]> {
	return (await answerEvents(Array.isArray(events) ? events : [], settings)).map(toBatchAnswer);
}

function refuseCall(type: string): void {
	raise({ outcome: 'skipped', message: `type_not_supported: OpenAI has no event for \`${type}\`.` });
}
