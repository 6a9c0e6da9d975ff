/** The settings that say which events may be sent, and how much of the person with them. */

import type { EventType } from '../contract/event-types.js';

export interface PermissionInput {
	/**
	 * Name that switches this destination on or off in the `integrations` object of your events.
	 *
	 * @default 'OpenAI Ads'
	 */
	integrationName?: string | undefined;
	/**
	 * Which consent an event must carry to be sent: `obey` skips those that deny advertising, `{ requireCategories: [...] }` also
	 * those that do not grant it, `false` checks nothing.
	 *
	 * Read from `context.consent.categoryPreferences` (Segment) and `context.consentManagement` (RudderStack). With `obey` a
	 * denial is one of a category whose name says advertising, such as `Advertising`, `marketing`, `ad_storage` or `C0004`:
	 * docs/consent.md lists them. A denial outweighs every grant. Such events are `skipped: consent_denied`, teach nothing, and
	 * erase what is remembered of the person. The browser plugin's own `context.providers.openAI.consent: 'denied'` always
	 * counts, also with `false`.
	 *
	 * @default 'obey'
	 */
	consent?:
		| 'obey'
		| false
		| {
				/**
				 * Consent categories that must all be granted for an event to be sent.
				 *
				 * Events that do not grant them all, or carry no stamp, are `skipped: consent_denied`. An explicit denial of one
				 * also erases what is remembered of the person; a category that is missing erases nothing.
				 */
				requireCategories: string[];
		  }
		| undefined;
	/**
	 * What happens to events of crawlers and automated browsers: `skip` leaves them out, `send` sends them like all others.
	 *
	 * Recognised by `context.userAgent`. They are `skipped: bot`, and nothing is remembered of them. The agent of an HTTP
	 * library makes a bot only of an event with a `context.page` that no server SDK sent: your backend's orders always go.
	 *
	 * @default 'skip'
	 */
	bots?: 'skip' | 'send' | undefined;
	/**
	 * When to send `opt_out`, which asks OpenAI not to use the event for personalized ads. This is not consent: the event is
	 * still sent.
	 *
	 * @default { gpc: true, adTracking: true, stripUser: false }
	 */
	optOut?:
		| {
				/**
				 * Opt out when the browser sends Global Privacy Control (`context.privacy.gpc` is true).
				 *
				 * @default true
				 */
				gpc?: boolean | undefined;
				/**
				 * Opt out when the device denies ad tracking (`context.device.adTrackingEnabled` is false). Its advertising id is
				 * never sent.
				 *
				 * @default true
				 */
				adTracking?: boolean | undefined;
				/** Path or paths to an opt-out flag of your own. Opt out when one of them is true. */
				path?: string | string[] | undefined;
				/**
				 * Remove e-mail address, phone number, names and external id from opted-out events.
				 *
				 * Fewer of them can then be attributed.
				 *
				 * @default false
				 */
				stripUser?: boolean | undefined;
		  }
		| undefined;
	/**
	 * Skip events that OpenAI cannot attribute: those without a click reference, obref, e-mail, phone, userId or advertising id.
	 *
	 * `true` applies to all events, a list to those OpenAI event types. The events are `skipped: unattributable`.
	 * Recommended: `["page_viewed"]`.
	 *
	 * @default false
	 */
	requireIdentifier?: boolean | EventType[] | undefined;
}
