/** Puts the references into an event, for all three hosts. */

import { PROVIDER_PATH } from '../destination/contract/oppref.js';
import { settle } from './consent.js';
import { decorated } from './decorate.js';
import type { Foreign } from './foreign.js';
import type { BrowserControls } from './options.js';
import type { Page } from './page.js';
import { quietly } from './quietly.js';
import { recall } from './recall.js';
import { written } from './written.js';

/** The part of an event that is read and written. */
export type AnalyticsEvent = Record<string, Foreign>;

/** A copy of the event with all that belongs in it; the event itself if there is nothing to add. Throws if the event does. */
export function enrich(page: Page, event: AnalyticsEvent, context = event['context']): AnalyticsEvent {
	const [oppref, , obref] = recall(page, context);
	let next = event;
	const write = (path: string, value: unknown) => {
		if (value) next = written(next, path.split('.'), value);
	};
	write(`${PROVIDER_PATH}.oppref`, oppref);
	write(`${PROVIDER_PATH}.obref`, obref);
	write(
		'context.privacy.gpc',
		quietly(() => (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl),
	);
	for (const path of page.alsoWrite ?? []) {
		const [top, name] = path.split('.');
		const own = event[top!];
		// Only into what the call has; into integrations only where they are not switched off.
		if (own && (own[name!] ?? own.All) !== false) write(path, oppref);
	}
	return next;
}

/** What the page's own code can call. */
export function controls(page: Page): BrowserControls {
	return {
		grant: () => settle(page, 'told', true),
		withdraw: () => settle(page, 'told', false),
		decorate: (url) => quietly(() => decorated(url, recall(page)[1], page.domains!)) ?? url,
	};
}
