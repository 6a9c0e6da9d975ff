/** What became of events that were sent just now, by the admin listener. */

import { type AdminAccess, callAdmin } from '../operate/admin-call.js';
import { listSchema, type Summary } from '../tail/summary.js';

const POLL_MS = 200;
/** (product decision) */
const MAX_WAIT_MS = 30_000;
/** Pages of a hundred: as many as `--count` may send, three events each, and others beside them. Our choice. */
const MAX_PAGES = 50;

export interface WaitPorts {
	sleep(ms: number): Promise<void>;
	/** Milliseconds of a clock that never jumps. */
	monotonicMs(): number;
}

/** One above the largest number of an example that is kept; 1 without any. @throws AdminCallError */
export async function findNextNumber(access: AdminAccess): Promise<number> {
	const { events } = await callAdmin(access, { path: '/api/events?limit=100' }, listSchema);
	const numbers = events.map(({ messageId }) => Number(/^example-(\d{1,7})(?:-\d)?$/.exec(messageId)?.[1] ?? 0));
	return Math.max(0, ...numbers) + 1;
}

/** Waits until all are settled, for at most 30 s. What is still unknown then has outcome `waiting`, or no entry. @throws AdminCallError */
export async function waitForFates(
	access: AdminAccess,
	messageIds: ReadonlySet<string>,
	{ sleep, monotonicMs }: WaitPorts,
): Promise<ReadonlyMap<string, Summary>> {
	const untilMs = monotonicMs() + MAX_WAIT_MS;
	for (;;) {
		const fates = await findFates(access, messageIds);
		const isSettled =
			fates.size === messageIds.size && [...fates.values()].every(({ outcome }) => outcome !== 'waiting');
		if (isSettled || monotonicMs() >= untilMs) return fates;
		await sleep(POLL_MS);
	}
}

async function findFates(access: AdminAccess, messageIds: ReadonlySet<string>): Promise<Map<string, Summary>> {
	const fates = new Map<string, Summary>();
	let before = '';
	for (let page = 0; page < MAX_PAGES && fates.size < messageIds.size; page++) {
		const { events, older } = await callAdmin(access, { path: `/api/events?limit=100${before}` }, listSchema);
		for (const event of events) {
			// Newest first: an earlier one of the same id is older news.
			if (messageIds.has(event.messageId) && !fates.has(event.messageId)) fates.set(event.messageId, event);
		}
		if (older === undefined) break;
		before = `&before=${encodeURIComponent(older)}`;
	}
	return fates;
}
