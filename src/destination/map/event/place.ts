/** Where the conversion happened: the action source, and the URL that belongs to it. */

import type { ConversionEventDraft } from '../../contract/conversion-event.js';
import type { Profile } from '../../profile/profile.js';
import type { EventInProgress } from '../event-in-progress.js';
import type { EventTarget, Mapping } from '../paths/mapping.js';
import { mapActionSource } from './action-source.js';

/**
 * Sets `action_source` and `source_url`. `web` needs a URL; without one the event is sent as `other`, since a missing URL
 * must never cost a conversion.
 *
 * @param ownUrl the event's own, already reduced by toSourceUrl()
 */
export function addPlace(
	draft: Partial<ConversionEventDraft>,
	current: EventInProgress,
	target: EventTarget,
	ownUrl: string | undefined,
	{ mapping, profile }: { readonly mapping: Mapping; readonly profile: Profile | undefined },
): void {
	const source = mapActionSource(current, target, mapping);
	const isUrlNeeded = source === 'web' && ownUrl === undefined && !mapping.switchedOff.has('source_url');
	const url = isUrlNeeded ? (mapping.fallbackUrl ?? profile?.source_url?.value) : ownUrl;
	draft.action_source = source;
	if (url !== undefined) draft.source_url = url;
	else if (source === 'web') {
		draft.action_source = 'other';
		current.lacksUrl = true;
		current.notes.push({
			path: 'action_source',
			message: 'no usable URL for a `web` event, sent as `other`. Send context.page.url or set sourceUrl.fallback.',
		});
	}
}
