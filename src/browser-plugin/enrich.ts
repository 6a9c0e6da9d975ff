/** Adds the references to an event, or that the visitor refused them, for all three hosts. */

import { PROVIDER_PATH } from '../destination/contract/oppref.js';
import { answerConsent } from './consent.js';
import { decorateLink } from './decorate.js';
import type { Foreign } from './foreign.js';
import type { BrowserControls } from './options.js';
import type { Page } from './page.js';
import { quietly } from './quietly.js';
import { recall } from './recall.js';
import { withValue } from './with-value.js';

/** An event of any host. */
export type AnalyticsEvent = Record<string, Foreign>;

/** A copy of the event with its additions; the event itself if there are none. Throws if the event does. */
export function enrich(page: Page, event: AnalyticsEvent, context = event['context']): AnalyticsEvent {
	const [isDenied, oppref, , obref] = recall(page, context);
	let next = event;
	const write = (path: string, value: unknown) => {
		if (value) next = withValue(next, path.split('.'), value);
	};
	// In place of the references that the page, or an attempt before the denial, has put there.
	write(PROVIDER_PATH, isDenied && { consent: 'denied' });
	write(`${PROVIDER_PATH}.oppref`, oppref);
	write(`${PROVIDER_PATH}.obref`, obref);
	write(
		'context.privacy.gpc',
		quietly(() => (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl),
	);
	for (const path of page.alsoWrite ?? []) {
		const [top, name] = path.split('.');
		const own = event[top!];
		// Only into an object that the call has, and not into integrations that are switched off.
		if (own && (own[name!] ?? own.All) !== false) write(path, oppref);
	}
	return next;
}

/** The functions for the page's own code. */
export function controls(page: Page): BrowserControls {
	return {
		grant: () => answerConsent(page, 'told', true),
		withdraw: () => answerConsent(page, 'told', false),
		decorate: (url) => quietly(() => decorateLink(url, recall(page)[2], page.domains!)) ?? url,
	};
}
