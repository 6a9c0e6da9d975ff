/** What became of the events of a batch, added to their stories. */

import { showName, toVerdict } from 'openai-ads-destination/internal';
import type { BatchItem, Delivered } from 'openai-ads-destination/pipeline';
import type { DeadLetter, QueuedEvent, Retry } from '../queue/queue.js';
import type { Settled } from '../worker/on-settled.js';
import { toIdentity } from './identity.js';
import type { Step, Story, StoryState } from './story.js';
import { type StoryBook, UNKNOWN_SOURCE } from './story-book.js';
import { describeItem, type PixelName } from './write-admitted.js';

const REPLAYED = 'An operator sent it again.';

export function writeSettled(book: StoryBook, pixel: PixelName, settled: Settled, atMs: number): void {
	const { events, items, delivered, settlement } = settled;
	const dead = byKey(settlement.deadLetters);
	const retries = byKey(settlement.retries);
	for (const [index, event] of events.entries()) {
		const fate = toFate(
			{ letter: dead.get(event.key), retry: retries.get(event.key), delivered: delivered[index] },
			atMs,
		);
		const item = items[index] ?? event.item;
		const story = findOrBegin(book, pixel, { event, item });
		const known = { matchKeys: item.matchKeys, verdict: toVerdict(item.matchKeys) };
		const notes = delivered[index]?.result.notes ?? story.notes;
		book.change(story, { ...known, notes, ...fate, steps: [...replayed(story, atMs), ...fate.steps] });
	}
}

/** What was set aside, and went out again, an operator has put back into the queue. */
function replayed({ steps }: Story, atMs: number): readonly Step[] {
	return steps.at(-1)?.what === 'set_aside' ? [...steps, { atMs, what: 'queued', detail: REPLAYED }] : steps;
}

function byKey<T extends { readonly key: string }>(list: readonly T[]): ReadonlyMap<string, T> {
	return new Map(list.map((each) => [each.key, each]));
}

/** Events outlive the process, and the ring: what is settled without a story gets one. */
function findOrBegin(
	book: StoryBook,
	{ name, pixelId }: PixelName,
	{ event, item }: { readonly event: QueuedEvent; readonly item: BatchItem },
): Story {
	const known = book.findQueued(toIdentity(pixelId, event.item));
	if (known !== undefined) return known;
	const described = describeItem(item, pixelId);
	const start = {
		atMs: event.arrivedMs,
		pixel: name,
		pixelId,
		name: described.customName ?? item.type,
		messageId: showName(item.messageId),
		source: UNKNOWN_SOURCE,
		...described,
	};
	const queued: Step[] = event.arrivedMs === 0 ? [] : [{ atMs: event.arrivedMs, what: 'queued' }];
	return book.begin(start, { outcome: 'waiting', notes: item.notes ?? [], steps: queued });
}

interface Ends {
	readonly letter: DeadLetter | undefined;
	readonly retry: Retry | undefined;
	readonly delivered: Delivered | undefined;
}

type Fate = Pick<StoryState, 'outcome' | 'reason' | 'detail' | 'steps'>;

function toFate({ letter, retry, delivered }: Ends, atMs: number): Fate {
	const { result, httpStatus } = delivered ?? {};
	const answer = { atMs, requestId: result?.requestId, status: httpStatus };
	if (letter !== undefined) {
		const { reason, detail } = letter;
		return { outcome: 'discarded', reason, detail, steps: [{ ...answer, what: 'set_aside', detail }] };
	}
	if (retry !== undefined || result === undefined) {
		const [reason, detail] = [result?.reason, result?.detail];
		const steps: Step[] = [{ ...answer, what: 'retrying', detail, untilMs: retry?.dueMs }];
		return { outcome: 'waiting', reason, detail, steps };
	}
	const { outcome, reason, detail } = result;
	const what = outcome === 'accepted' || outcome === 'skipped' ? outcome : 'failed';
	return { outcome, reason, detail, steps: [{ ...answer, what, detail }] };
}
