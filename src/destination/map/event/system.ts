/** Which operating system an event comes from, as its SDK stamped it. */

import type { AnalyticsEvent } from '../../contract/analytics-event.js';
import { isRecord } from '../../primitives/json.js';

/** `context.os.name`, trimmed and lower-cased. */
export function readSystem({ context }: AnalyticsEvent): string | undefined {
	return isRecord(context) ? readName(context['os'], 'name') : undefined;
}

/** `context.device.type`, trimmed and lower-cased: mobile SDKs put their system there. */
export function readDeviceType({ context }: AnalyticsEvent): string | undefined {
	return isRecord(context) ? readName(context['device'], 'type') : undefined;
}

function readName(node: unknown, key: string): string | undefined {
	const name = isRecord(node) ? node[key] : undefined;
	return typeof name === 'string' ? name.trim().toLowerCase() : undefined;
}
