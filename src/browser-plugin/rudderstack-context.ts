/** The custom context that RudderStack's SDK adds to its events. */

import { type AnalyticsEvent, enrich } from './enrich.js';
import type { Foreign } from './foreign.js';
import type { Page } from './page.js';

/** A page, and the SDK that it is connected to. */
export interface RudderStackPage extends Page {
	/** The SDK, or the list that its snippet leaves until the SDK is loaded. */
	sdk?: Foreign;
	/** JSON of the custom context that the SDK has got. */
	sent?: string | undefined;
	/** The visitor's consent, as the SDK was last told. */
	consentManagement?: unknown;
}

/** Enriches an event. The SDK stamps consent on events only later, so the consent that it was told counts. */
export function enrichForSdk(page: RudderStackPage, event: AnalyticsEvent): AnalyticsEvent {
	return enrich(page, event, { consentManagement: page.consentManagement });
}

/** Brings the SDK's custom context up to date. */
export function syncContext(page: RudderStackPage): void {
	const { context } = enrichForSdk(page, {});
	// The SDK merges this into what it has, and null removes: the context of others stays. (3.34.1, read 2026-11-22)
	const wanted = {
		...context,
		providers: { openAI: { oppref: null, obref: null, consent: null, ...context?.providers?.openAI } },
	};
	const text = JSON.stringify(wanted);
	if (!page.sent && !context) return;
	if (text !== page.sent) page.sdk.setCustomContext?.(wanted);
	page.sent = text;
}
