/** Until when an event may still be sent. */

/** OpenAI takes events up to 7 days old; a request under way for a minute still arrives in time. (product decision) */
const LIFETIME_MS = 7 * 24 * 60 * 60 * 1000 - 60_000;

/** Unix milliseconds. Events are handed out in the order of their deadlines, which no retry changes. */
export function toDeadlineMs(timestampMs: number): number {
	return timestampMs + LIFETIME_MS;
}
