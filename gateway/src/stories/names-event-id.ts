/** Whether an event's id is read from `properties.event_id`, by which OpenAI's pixel and this gateway tell of one event. Pure. */

import type { SettingsInput } from 'openai-ads-destination';
import { ownField, toEventKey } from 'openai-ads-destination/internal';

const EVENT_ID = new Set(['properties.event_id', 'properties["event_id"]', "properties['event_id']"]);

/** Of its row of `eventMapping` if that has an `idFrom` (or `deduplicationKey`) of its own, else of the pixel. */
export function namesEventId({ idFrom = [], eventMapping = [] }: SettingsInput, event: unknown): boolean {
	const type = ownField(event, 'type');
	const name = type === 'track' ? ownField(event, 'event') : type;
	const key = typeof name === 'string' ? toEventKey(name) : '';
	const row = eventMapping.find(({ from }) => toEventKey(from) === key);
	return [row?.idFrom ?? row?.deduplicationKey ?? idFrom].flat().some((path) => EVENT_ID.has(path));
}
