/** Reads the gateway's stream of events for as long as it is wanted, and comes back when it is lost. */

import { parseJson } from 'openai-ads-destination/internal';
import type * as z from 'zod';
import { type AdminAccess, AdminCallError, openAdminStream } from '../operate/admin-call.js';
import { readServerSent, type ServerSent } from './server-sent.js';
import { frameSchema, healthSchema, type PixelHealth, type Summary } from './summary.js';

/** Between two tries to come back. Our choice. */
const [FIRST_WAIT_MS, LONGEST_WAIT_MS] = [250, 10_000];

export interface Watching {
	onEvents(events: readonly Summary[], more: number): void;
	onHealth(pixels: readonly PixelHealth[]): void;
	/** The stream is there, for the first time or again. */
	onOpen(): void;
	onLost(): void;
	sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/**
 * Resolves once the signal aborts.
 *
 * @param search filters, as a query string
 * @param since a key: what became of events since that one began is told first
 * @throws AdminCallError if the gateway says no; one that does not answer is tried again, since it has answered before: `tail` asks for what it keeps first
 */
export async function followStream(
	access: AdminAccess,
	search: URLSearchParams,
	watching: Watching,
	signal: AbortSignal,
	since?: string,
): Promise<void> {
	let [last, waitMs] = [since, FIRST_WAIT_MS];
	while (!signal.aborted) {
		try {
			const body = await openAdminStream(access, { path: `/api/stream?${search}`, lastEventId: last }, signal);
			watching.onOpen();
			waitMs = FIRST_WAIT_MS;
			for await (const sent of readServerSent(body)) {
				last = sent.id ?? last;
				tell(sent, watching);
			}
		} catch (error) {
			if (signal.aborted) return;
			const isRefusal = error instanceof AdminCallError && error.failure === 'refused' && error.code !== 'overloaded';
			if (isRefusal) throw error;
		}
		if (signal.aborted) return;
		if (waitMs === FIRST_WAIT_MS) watching.onLost();
		await watching.sleep(waitMs, signal);
		waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
	}
}

function tell({ event, data }: ServerSent, watching: Watching): void {
	if (event === 'events') {
		const frame = read(data, frameSchema);
		if (frame !== undefined) watching.onEvents(frame.events, frame.more);
	}
	if (event === 'health') {
		const health = read(data, healthSchema);
		if (health !== undefined) watching.onHealth(health.pixels);
	}
}

/** What can't be read is another gateway's new word; the events that follow are told all the same. */
function read<T>(data: string, schema: z.ZodType<T>): T | undefined {
	const { data: value } = schema.safeParse(parseJson(data));
	return value;
}
