/** The handlers of a Segment Destination Function, one for each type of call. */

import { type BatchAnswer, type EventAnswer, throwUnlessAccepted, toBatchAnswer } from './answers.js';
import { sendEvents } from './send-events.js';

/**
 * Sends one event. Resolves when OpenAI has taken it. The settings are those of the function's form, flat.
 *
 * @throws EventNotSupported for an event left out on purpose, InvalidEventPayload for one that can never be sent,
 *   RetryError for one that Segment should send again (for 4 hours), also when the settings have a mistake
 */
export async function onTrack(event: unknown, settings: unknown): Promise<void> {
	const [answer] = await sendEvents([event], settings);
	throwUnlessAccepted(answer as EventAnswer); // One event in, one answer out.
}

/** Sends a page view, as `onTrack`. */
export async function onPage(event: unknown, settings: unknown): Promise<void> {
	await onTrack(event, settings);
}

/** Sends a screen call that a row of `eventMapping` names, as `onTrack`. */
export async function onScreen(event: unknown, settings: unknown): Promise<void> {
	await onTrack(event, settings);
}

/** @throws EventNotSupported always: OpenAI has no identify event, and the function may not remember anything */
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

/** @throws EventNotSupported always: the function stores nothing, and OpenAI documents no way to erase an event */
export async function onDelete(_event: unknown, _settings: unknown): Promise<void> {
	refuseCall('delete');
}

/**
 * Sends many events in as few requests as possible. Never rejects.
 *
 * @returns one status for each event, in order: 200 accepted or left out on purpose, 400 can never be sent, 500 to be sent again
 */
export async function onBatch(events: unknown, settings: unknown): Promise<BatchAnswer[]> {
	return (await sendEvents(Array.isArray(events) ? events : [], settings)).map(toBatchAnswer);
}

function refuseCall(type: string): void {
	throwUnlessAccepted({ outcome: 'skipped', message: `type_not_supported: OpenAI has no event for \`${type}\`.` });
}
