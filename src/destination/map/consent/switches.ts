/** What the caller or the person's device switched off. */

import type { AnalyticsEvent } from '../../contract/analytics-event.js';
import { isRecord } from '../../primitives/json.js';
import { isFalse } from './flags.js';

/** True when the event's `integrations` switch this destination off, by name or by `All: false`. */
export function isDisabled({ integrations }: AnalyticsEvent, integrationName: string): boolean {
	if (!isRecord(integrations)) return false;
	const own = integrations[integrationName];
	if (own === undefined || own === null) return integrations['All'] === false;
	return own === false;
}

/** True when the person told their device to let nobody track them for ads. */
export function deniesAdTracking({ context }: AnalyticsEvent): boolean {
	return isRecord(context) && isRecord(context['device']) && isFalse(context['device']['adTrackingEnabled']);
}
