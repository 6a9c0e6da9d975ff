/** Stories of events at the door. */

import type { SettingsInput } from 'openai-ads-destination';
import { ownField, parseJson, profileKeys, showName, toVerdict } from 'openai-ads-destination/internal';
import type { BatchItem } from 'openai-ads-destination/pipeline';
import type { Arrived } from '../accept/arrived.js';
import type { Sender } from '../queue/queue.js';
import { personOf, toEventName, toSource } from './describe-event.js';
import { personMarks, readOrder, toIdentity, toMarks, toOrderMark } from './identity.js';
import type { Step, Story, StoryOutcome, StoryStart, StoryState } from './story.js';
import type { StoryBook } from './story-book.js';

export interface PixelName {
	readonly name: string;
	readonly pixelId: string;
	/** What its events are mapped by at this moment. */
	readonly settings: SettingsInput;
}

export const DUPLICATE = 'Its id was seen in the last days: the first event of an id counts, this one is not sent.';

const REPLACED = "A server's event of the same id took its place while it waited.";

/** Begins a story for one event. */
export function writeAdmitted(book: StoryBook, pixel: PixelName, arrived: Arrived, sender: Sender, atMs: number) {
	const { event, admission } = arrived;
	const { identity, ...described } =
		admission.item === undefined ? describeEnded(arrived) : describeItem(admission.item, pixel.pixelId, admission.data);
	const kept = identity === undefined ? undefined : book.findQueued(identity);
	const messageId = admission.item?.messageId ?? admission.result?.messageId ?? '';
	const start: StoryStart = {
		atMs,
		pixel: pixel.name,
		pixelId: pixel.pixelId,
		name: toEventName(event),
		messageId: showName(messageId),
		source: toSource(event, sender),
		tier: sender.tier,
		reference: arrived.hold?.reference,
		...toOrder(event, admission.item?.id),
		...described,
	};
	const state = toState(arrived, atMs);
	if (state.outcome !== 'waiting')
		return book.begin(start, { duplicateOf: arrived.isKnown ? kept?.seq : undefined, ...state });
	if (kept?.outcome === 'waiting') endReplaced(book, kept, atMs);
	// What the queue does not have is not found by what the queue knows it by.
	return book.begin({ identity, ...start }, state);
}

function toOrder(event: unknown, id: string | undefined): Pick<StoryStart, 'orderMark'> {
	const order = readOrder(event);
	return order === undefined || order === id ? {} : { orderMark: toOrderMark(order) };
}

/** A server's event took the place of a browser's. */
function endReplaced(book: StoryBook, story: Story, atMs: number): void {
	const end = { outcome: 'skipped', reason: 'duplicate', detail: REPLACED } as const;
	book.change(story, { ...end, steps: [...story.steps, { atMs, what: 'ignored', detail: REPLACED }] });
}

type ItemStart = Pick<StoryStart, 'type' | 'customName' | 'id' | 'identity' | 'marks' | 'amount' | 'currency'>;

/** @param data of the item's JSON, which is parsed for it if it is not given */
export function describeItem(item: BatchItem, pixelId: string, data?: unknown): ItemStart {
	return {
		type: item.type,
		id: showName(item.id),
		identity: toIdentity(pixelId, item),
		marks: toMarks(item),
		...(item.customEventName === undefined ? {} : { customName: showName(item.customEventName) }),
		...readMoney(item, data),
	};
}

function describeEnded({ event, admission }: Arrived): ItemStart {
	const { type, id = '' } = admission.result ?? {};
	return { id: showName(id), type, marks: [...personOf(event), ...personMarks(admission.forgets)] };
}

/** A page view has none. */
function readMoney({ json, type }: BatchItem, known: unknown): Pick<ItemStart, 'amount' | 'currency'> {
	if (type === 'page_viewed') return {};
	const data = known ?? ownField(parseJson(json), 'data');
	const [amount, currency] = [ownField(data, 'amount'), ownField(data, 'currency')];
	return {
		...(typeof amount === 'number' ? { amount } : {}),
		...(typeof currency === 'string' ? { currency } : {}),
	};
}

function toState(arrived: Arrived, atMs: number): StoryState {
	const { item, result, profile } = arrived.admission;
	const { steps, ...fate } = toFate(arrived, atMs);
	return {
		notes: item?.notes ?? result?.notes ?? [],
		steps: [{ atMs, what: 'received' }, ...steps],
		...fate,
		...(item === undefined ? {} : { matchKeys: item.matchKeys, verdict: toVerdict(item.matchKeys) }),
		...(result?.reason === 'profile_remembered' && profile ? { matchKeys: profileKeys(profile) } : {}),
		...(result?.near === undefined ? {} : { meant: result.near.meant }),
	};
}

interface DoorFate {
	readonly outcome: StoryOutcome;
	readonly reason?: string | undefined;
	readonly detail?: string | undefined;
	readonly steps: readonly Step[];
}

function toFate({ admission: { item, result }, ending, isKnown, isReturned, hold }: Arrived, atMs: number): DoorFate {
	const end = (outcome: StoryOutcome, what: Step['what'], reason?: string, detail?: string): DoorFate => ({
		outcome,
		reason,
		detail,
		steps: [{ atMs, what, detail }],
	});
	if (ending?.outcome === 'refused') return end('discarded', 'discarded', ending.reason, ending.detail);
	if (ending?.reason === 'cancelled') return end('skipped', 'cancelled', 'cancelled');
	if (isKnown) return end('skipped', 'ignored', 'duplicate', DUPLICATE);
	if (item !== undefined) {
		const held: Step[] = hold === undefined ? [] : [{ atMs, what: 'held', untilMs: hold.untilMs }];
		return { outcome: 'waiting', steps: [{ atMs, what: isReturned ? 'transformed' : 'queued' }, ...held] };
	}
	const { outcome = 'skipped', reason, detail } = result ?? {};
	if (reason === 'profile_remembered') return end('skipped', 'remembered', reason, detail);
	return end(outcome, outcome === 'accepted' ? 'accepted' : outcome, reason, detail);
}
