/** Puts the references into an event, for all three hosts. */

import { PROVIDER_PATH } from '../destination/contract/oppref.js';
import { decorated } from './decorate.js';
import type { BrowserControls, BrowserOptions } from './options.js';
import { quietly } from './quietly.js';
import { createReference, type Reference } from './reference.js';
import { isObject, written } from './written.js';

/** The part of an event that is read and written. */
export type AnalyticsEvent = Record<string, any>;

export interface Enrichment extends Reference {
	/** A copy of the event with all that belongs in it; the event itself if there is nothing to add. Never throws. */
	enrich(event: AnalyticsEvent, stamps?: Record<string, any>): AnalyticsEvent;
	/** For the page. */
	readonly controls: BrowserControls;
}

/** @param refresh called when consent has changed outside an event; recalls by default, which stores a click that waited */
export function createEnrichment(options: BrowserOptions | undefined, refresh?: () => void): Enrichment {
	const settings = options ?? {};
	const reference = createReference(settings, refresh ?? (() => reference.recall()));

	function enrich(event: AnalyticsEvent, stamps: Record<string, any> = event['context']): AnalyticsEvent {
		let next = event;
		const write = (path: readonly string[], value: unknown) => {
			if (value) next = written(next, path, value);
		};
		const { oppref, obref } = reference.recall(isObject(stamps) ? stamps : {});
		const provider = PROVIDER_PATH.split('.');
		write([...provider, 'oppref'], oppref);
		write([...provider, 'obref'], obref);
		write(
			['context', 'privacy', 'gpc'],
			quietly(() => (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl),
		);
		if (oppref) {
			for (const place of settings.alsoWrite ?? []) {
				const path = place.startsWith('integrations.') ? /^(.*?)\.(.*)\.(.*)/.exec(place)!.slice(1) : place.split('.');
				if (isOpen(event, path)) write(path, next['context'].providers.openAI.oppref);
			}
		}
		return next;
	}

	return {
		...reference,
		enrich: (event, stamps) => quietly(() => enrich(event, stamps)) ?? event,
		controls: {
			grant: () => reference.settle(true),
			withdraw: () => reference.settle(false),
			decorate: (url) => quietly(() => decorated(url, reference.recall().link, settings)) ?? url,
		},
	};
}

/** May this place be written? Properties only if the call has some; integrations only if they are not switched off. */
function isOpen(event: AnalyticsEvent, [top, name]: readonly string[]): boolean {
	const own = event[top!];
	if (top !== 'integrations') return top === 'context' || isObject(own);
	const integration = own?.[name!];
	return integration !== false && (!!integration || own?.All !== false);
}
