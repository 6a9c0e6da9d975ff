/** The results of events for which no request was made, since the destination is full or closed. */

import { type BatchItem, describeItem } from '../batch/batch-item.js';
import type { EventResult, FailedReason } from '../event-result.js';
import { readMessageId } from './read-message-id.js';

const FULL = '`maxQueued` events are already waiting. Send this one again later.';
const DENIED = 'the person denied consent, or was deleted, while this event waited to be sent.';

/** For something else than a list of events. */
export const NO_LIST: EventResult = {
	outcome: 'discarded',
	reason: 'malformed',
	detail: 'events: expected an array. Send a single event with `send`.',
	messageId: '',
	attempts: 0,
};

/** For an event that came after `close()`, or was still in intake when its time was over. */
export function refusedAsClosed(event: unknown): EventResult {
	return refused(readMessageId(event), 'closed', 'the destination is closed.');
}

/** For an event that came while too many were waiting for their profiles. */
export function refusedAsFull(event: unknown): EventResult {
	return refused(readMessageId(event), 'queue_full', FULL);
}

/** For an item that came while too many were waiting for their batch. */
export function leftOutOfQueue(item: BatchItem): EventResult {
	return notSent(item, 'queue_full', FULL);
}

/** For an item whose person denied consent, or asked to be deleted, while it waited. */
export function denied(item: BatchItem): EventResult {
	return { outcome: 'skipped', reason: 'consent_denied', detail: DENIED, attempts: 0, ...describeItem(item) };
}

/** For an item whose amount can't be right, as `detail` says, where the setting `moneyGuard` is `block`. */
export function toBlocked(
	item: BatchItem,
	detail: string,
): { readonly result: EventResult; readonly blocked: BatchItem } {
	const result: EventResult = { outcome: 'discarded', reason: 'invalid', detail, attempts: 0, ...describeItem(item) };
	return { result, blocked: item };
}

/** For an item that still waited when the time of `close()` was over. */
export function leftAtClose(item: BatchItem): EventResult {
	return notSent(item, 'closed', 'the destination was closed before this event could be sent.');
}

function notSent(item: BatchItem, reason: FailedReason, detail: string): EventResult {
	return { ...refused(item.messageId, reason, detail), ...describeItem(item) };
}

function refused(messageId: string, reason: FailedReason, detail: string): EventResult {
	return { outcome: 'failed', reason, detail, messageId, attempts: 0 };
}
