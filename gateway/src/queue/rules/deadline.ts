/** Until when an event may still be sent. */

import { MAX_EVENT_AGE_MS } from 'openai-ads-destination/internal';

/** OpenAI takes events up to 7 days old; a request under way for a minute still arrives in time. (product decision) */
const LIFETIME_MS = MAX_EVENT_AGE_MS - 60_000;

/** Unix milliseconds. Events are handed out in the order of their deadlines, which no retry changes. */
export function toDeadlineMs(timestampMs: number): number {
	return timestampMs + LIFETIME_MS;
}
