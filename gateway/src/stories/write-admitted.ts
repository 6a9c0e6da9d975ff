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
	const { event, admission, isKnown, hold } = arrived;
	const { item, result, data } = admission;
	const described = item === undefined ? describeEnded(arrived) : describeItem(item, pixel.pixelId, data);
	const { identity } = described;
	const kept = identity === undefined ? undefined : book.findQueued(identity);
	const state = toState(arrived, atMs);
	const isQueued = state.outcome === 'waiting';
	const start: StoryStart = {
		atMs,
		pixel: pixel.name,
		pixelId: pixel.pixelId,
		type: described.type,
		name: toEventName(event),
		customName: described.customName,
		id: described.id,
		messageId: showName(item?.messageId ?? result?.messageId ?? ''),
		source: toSource(event, sender),
		tier: sender.tier,
		amount: described.amount,
		currency: described.currency,
		// What the queue does not have is not found by what the queue knows it by.
		identity: isQueued ? identity : undefined,
		marks: described.marks,
		orderMark: findOrderMark(event, item?.id),
		reference: hold?.reference,
	};
	if (!isQueued) return book.begin(start, { duplicateOf: isKnown ? kept?.seq : undefined, ...state });
	if (kept?.outcome === 'waiting') endReplaced(book, kept, atMs);
	return book.begin(start, state);
}

/** Absent if the order's number is the event's id. */
function findOrderMark(event: unknown, id: string | undefined): number | undefined {
	const order = readOrder(event);
	return order === undefined || order === id ? undefined : toOrderMark(order);
}

/** A server's event took the place of a browser's. */
function endReplaced(book: StoryBook, story: Story, atMs: number): void {
	const end = { outcome: 'skipped', reason: 'duplicate', detail: REPLACED } as const;
	book.change(story, { ...end, steps: [...story.steps, { atMs, what: 'ignored', detail: REPLACED }] });
}

type ItemStart = Pick<StoryStart, 'type' | 'customName' | 'id' | 'identity' | 'marks' | 'amount' | 'currency'>;

/** @param data of the item's JSON, which is parsed for it if it is not given */
export function describeItem(item: BatchItem, pixelId: string, data?: unknown): ItemStart {
	const { type, customEventName } = item;
	// A page view has no amount.
	const money = type === 'page_viewed' ? undefined : (data ?? ownField(parseJson(item.json), 'data'));
	const [amount, currency] = [ownField(money, 'amount'), ownField(money, 'currency')];
	return {
		type,
		customName: customEventName === undefined ? undefined : showName(customEventName),
		id: showName(item.id),
		identity: toIdentity(pixelId, item),
		marks: toMarks(item),
		amount: typeof amount === 'number' ? amount : undefined,
		currency: typeof currency === 'string' ? currency : undefined,
	};
}

function describeEnded({ event, admission }: Arrived): ItemStart {
	const { type, id = '' } = admission.result ?? {};
	return { id: showName(id), type, marks: [...personOf(event), ...personMarks(admission.forgets)] };
}

/** Most events have none. */
const NO_NOTES: StoryState['notes'] = [];

function toState(arrived: Arrived, atMs: number): StoryState {
	const { item, result, profile } = arrived.admission;
	const { outcome, reason, detail, what } = toFate(arrived);
	const steps: Step[] = [
		{ atMs, what: 'received' },
		{ atMs, what, detail },
	];
	if (outcome === 'waiting' && arrived.hold !== undefined)
		steps.push({ atMs, what: 'held', untilMs: arrived.hold.untilMs });
	const remembered = reason === 'profile_remembered' && profile !== undefined ? profileKeys(profile) : undefined;
	return {
		outcome,
		reason,
		detail,
		meant: result?.near?.meant,
		verdict: item === undefined ? undefined : toVerdict(item.matchKeys),
		matchKeys: item?.matchKeys ?? remembered,
		notes: item?.notes ?? result?.notes ?? NO_NOTES,
		steps,
	};
}

interface DoorFate {
	readonly outcome: StoryOutcome;
	readonly what: Step['what'];
	readonly reason?: string | undefined;
	readonly detail?: string | undefined;
}

function toFate({ admission: { item, result }, ending, isKnown, isReturned }: Arrived): DoorFate {
	if (ending?.outcome === 'refused')
		return { outcome: 'discarded', what: 'discarded', reason: ending.reason, detail: ending.detail };
	if (ending?.reason === 'cancelled') return { outcome: 'skipped', what: 'cancelled', reason: 'cancelled' };
	if (isKnown) return { outcome: 'skipped', what: 'ignored', reason: 'duplicate', detail: DUPLICATE };
	if (item !== undefined) return { outcome: 'waiting', what: isReturned ? 'transformed' : 'queued' };
	const { outcome = 'skipped', reason, detail } = result ?? {};
	return { outcome, what: reason === 'profile_remembered' ? 'remembered' : outcome, reason, detail };
}
