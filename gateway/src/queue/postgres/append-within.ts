/** Adds events while there is room for them. They are counted by their transaction, as those of other gateways are. */

import type { BatchItem } from 'openai-ads-destination/pipeline';
import type { AppendRoom, RoomSender } from '../rules/append-room.js';
import type { Insertion } from './insert-events.js';

/** @throws QueueFull, and what `work` rejects with */
export async function appendWithin(
	room: AppendRoom,
	items: readonly BatchItem[],
	from: RoomSender,
	work: () => Promise<Insertion>,
): Promise<Insertion> {
	let insertion: Insertion = { added: [], late: 0, cancelled: [], known: [] };
	await room.within(items, from, async () => {
		insertion = await work();
		return { added: [], replaced: [], late: insertion.late, cancelled: [], known: [] };
	});
	return insertion;
}
