/** Refuses deletions inside a list of Segment: all but its first event are unsigned, and Segment sends deletions alone. */

import { type AcceptResult, MAX_LISTED, type RefusedEvent } from '../../accept/accept.js';
import { isErasure } from '../../accept/erasures.js';

const DETAIL = 'type: `delete` is obeyed only in a request of its own, whose signature covers it. Send it alone.';

/** Keeps the other events of the list and adds its deletions to the refused ones. */
export async function keepWithoutErasures<T extends AcceptResult>(
	events: readonly unknown[],
	keep: (events: readonly unknown[]) => Promise<T>,
	report: (refused: { reason: string; count: number; detail: string }) => void,
): Promise<T> {
	const places = [...events.keys()].filter((index) => !isErasure(events[index]));
	const count = events.length - places.length;
	if (count === 0) return keep(events);
	report({ reason: 'invalid', count, detail: DETAIL });
	const answer = await keep(places.map((index) => events[index]));
	const others = answer.refused.map((event) => ({ ...event, index: places[event.index] ?? event.index }));
	const refused = [...others, ...findErasures(events)].sort((one, other) => one.index - other.index);
	return { ...answer, refused: refused.slice(0, MAX_LISTED), refusedCount: answer.refusedCount + count };
}

function findErasures(events: readonly unknown[]): RefusedEvent[] {
	return events.flatMap((event, index) => (isErasure(event) ? [{ index, reason: 'invalid', detail: DETAIL }] : []));
}
