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
	 * Consent that an event must carry to be sent. If left out, consent is not checked.
	 *
	 * @example { requireCategories: ['advertising'] }
	 */
	consent?:
		| {
				/**
				 * Consent categories that must all be granted for an event to be sent.
				 *
				 * Read from `context.consent.categoryPreferences` (Segment) and `context.consentManagement` (RudderStack).
				 * Events that do not grant them all, or carry neither, are `skipped: consent_denied`. An explicit denial of one
				 * also erases what is remembered of the person; a category that is missing erases nothing.
				 */
				requireCategories: string[];
		  }
		| undefined;
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
