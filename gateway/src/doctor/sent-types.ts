/** What a pixel is known to send: what its gateway had accepted, else what its settings name. */

import type { PixelSettings } from '../settings/pixel-settings.js';
import type { Visit } from './check.js';
import { GatewaySilence } from './gateway-reader.js';
import type { Overview } from './overview.js';

export interface SentType {
	readonly type: string;
	readonly customName?: string | undefined;
}

/** What the gateway sent in seven days; `undefined` if none answers. */
export async function readWeek(pixel: PixelSettings, { gateway }: Visit): Promise<Overview | undefined> {
	try {
		return await gateway?.overview(pixel.name, '7d');
	} catch (error) {
		if (error instanceof GatewaySilence) return undefined;
		throw error;
	}
}

/** Each type once; rows of `eventMapping` count as meant. */
export function listSentTypes({ destination }: PixelSettings, week: Overview | undefined): readonly SentType[] {
	const seen = (week?.groups ?? [])
		.filter(({ accepted }) => accepted > 0)
		.map(({ type, customName }) => ({ type, customName }));
	const meant = destination.eventMapping
		.filter(({ to }) => to !== 'skip')
		.map(({ to, customEventName }) => ({ type: to as string, customName: customEventName?.toLowerCase() }));
	return [...new Map([...seen, ...meant].map((sent) => [nameOf(sent), sent])).values()];
}

/** OpenAI's name of it: `order_created`, or the name of a custom event. */
export function nameOf({ type, customName }: SentType): string {
	return customName ?? type;
}
