/** Where the conversion happened, as one of OpenAI's seven words. */

import type { AnalyticsEvent } from '../../contract/analytics-event.js';
import { ACTION_SOURCES, type ActionSource } from '../../contract/event-types.js';
import { isRecord } from '../../primitives/json.js';
import type { EventInProgress } from '../event-in-progress.js';
import { kindOf, type Notes } from '../note.js';
import type { EventTarget, Mapping } from '../paths/mapping.js';
import { findFirst } from '../paths/sources.js';
import { isAppEvent } from './event-type.js';
import { readDeviceType, readSystem } from './system.js';

const SOURCES: ReadonlySet<string> = new Set(ACTION_SOURCES);
const PHONE_SYSTEMS: ReadonlySet<string | undefined> = new Set(['ios', 'iphone os', 'ipados', 'android']);

/** Finds the action source; an unknown value falls back to the setting with a note. */
export function mapActionSource(
	{ event, sources, notes }: EventInProgress,
	target: EventTarget,
	mapping: Mapping,
): ActionSource {
	if (isAppEvent(target.type)) return 'mobile_app';
	return (
		findFirst(mapping.fields.action_source, sources, (value) => toActionSource(value, notes)) ??
		fromSetting(event, mapping)
	);
}

function toActionSource(value: unknown, notes: Notes): ActionSource | undefined {
	const source = typeof value === 'string' ? value.trim().toLowerCase() : '';
	if (SOURCES.has(source)) return source as ActionSource; // The set holds these values only.
	notes.push({
		path: 'action_source',
		message: `expected one of ${ACTION_SOURCES.join(', ')}, got ${kindOf(value)}. defaultActionSource is used.`,
	});
	return undefined;
}

function fromSetting(event: AnalyticsEvent, { settings }: Mapping): ActionSource {
	return settings.defaultActionSource === 'web' && isFromPhone(event) ? 'mobile_app' : settings.defaultActionSource;
}

// Not `context.app`: RudderStack's web SDK sends that too. A phone's browser has a page, a native app has none.
function isFromPhone(event: AnalyticsEvent): boolean {
	const { context } = event;
	if (isRecord(context) && isRecord(context['page']) && typeof context['page']['url'] === 'string') return false;
	return PHONE_SYSTEMS.has(readSystem(event)) || PHONE_SYSTEMS.has(readDeviceType(event));
}
