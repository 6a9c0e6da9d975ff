/** What this destination makes of an event, as of the event's own time: a capture may be older than OpenAI takes. */

import { isRecord, parseJson, parseTimestampMs, type UnknownRecord } from 'openai-ads-destination/internal';
import { createIntake, type Settings, withDefaultPorts } from 'openai-ads-destination/pipeline';
import { createCompactProfiles } from '../send/compact-profiles.js';

export interface OurEvent {
	/** Absent if it is not sent. */
	readonly event?: UnknownRecord;
	/** Why not: an `EventResult` reason. */
	readonly reason?: string;
	/** What was left out of it, by the path of the field. */
	readonly notes: readonly { readonly path: string; readonly message: string }[];
}

export type MakeOurs = (event: UnknownRecord) => Promise<OurEvent>;

/** The event was handled this long after it happened. Our choice. */
const LATER_MS = 1000;

/** Events see what earlier ones of the file taught. */
export function createOurs(settings: Settings, systemNowMs: () => number): MakeOurs {
	let now = systemNowMs();
	const nowMs = () => now;
	const intake = createIntake(settings, withDefaultPorts({ nowMs, profiles: createCompactProfiles({ nowMs }) }));
	return async (event) => {
		now = Math.min(systemNowMs(), (findTime(event) ?? systemNowMs()) + LATER_MS);
		const [admission] = await intake([event]);
		const { item, result } = admission ?? {};
		const made = item === undefined ? undefined : parseJson(item.json);
		if (isRecord(made)) return { event: made, notes: item?.notes ?? [] };
		return { reason: result?.reason ?? 'malformed', notes: result?.notes ?? [] };
	};
}

function findTime(event: UnknownRecord): number | undefined {
	for (const name of ['timestamp', 'originalTimestamp', 'sentAt', 'receivedAt']) {
		const ms = parseTimestampMs(event[name]);
		if (ms !== undefined) return ms;
	}
	return undefined;
}
