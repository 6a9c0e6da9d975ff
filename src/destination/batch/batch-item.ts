/** One conversion event ready to send: mapped, valid and encoded. Batches, retries and halves only join these texts. */

import { toVerdict } from '../attribution.js';
import type { EventType } from '../contract/event-types.js';
import type { EventResult, Fate } from '../event-result.js';
import type { Note } from '../note.js';
import type { PersonKeys } from '../profile/person-keys.js';

export interface BatchItem {
	/** The conversion event as JSON: the bytes of every attempt, so that a resend is the same event. */
	readonly json: string;
	/** UTF-8 length of `json`. */
	readonly sizeBytes: number;
	readonly id: string;
	readonly type: EventType;
	readonly customEventName?: string;
	readonly timestampMs: number;
	/** OpenAI checks the event without storing it. Never shares a request with live events. */
	readonly validateOnly: boolean;
	/** The analytics event it came from. */
	readonly messageId: string;
	/** Which keys it carries by which OpenAI can tie it to an ad: the bits of attribution.ts. */
	readonly matchKeys: number;
	/** What was left out or assumed, at most 20; absent if there is nothing to say. */
	readonly notes?: readonly Note[];
	/** Whose profile is asked again when the event leaves, and whose denial stops it until then. Absent if nobody is named. */
	readonly person?: PersonKeys;
	/** A `web` event without a URL, encoded as `other`: it becomes `web` again if its person's last page is known by then. */
	readonly lacksUrl?: true;
	/** Its person opted out and `optOut.stripUser` is set: the hashed keys were left out, and stay out. */
	readonly isStripped?: true;
}

/** What a result says about its event, whatever became of it. */
export function describeItem({
	messageId,
	id,
	type,
	matchKeys,
	notes,
}: BatchItem): Omit<EventResult, keyof Fate | 'attempts'> {
	return { messageId, id, type, attribution: toVerdict(matchKeys), ...(notes === undefined ? {} : { notes }) };
}
