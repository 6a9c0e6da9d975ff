/** All words of the page that are not the gateway's own. One word, one thing; accepted never reads as counted. */

import type { Outcome, Pixel, Summary, Verdict } from './state/shapes.js';

export const VERDICT: Readonly<Record<Verdict, readonly [name: string, rule: string, meaning: string]>> = {
	attributable: [
		'Attributable',
		'oppref: OpenAI can tie it to the click',
		'It carries oppref, so OpenAI can tie it to the click.',
	],
	matchable: [
		'Matchable',
		'e-mail, phone, customer id, obref or device id',
		'OpenAI may match an identifier it carries; the click itself is missing.',
	],
	weak: [
		'Weak',
		'anonymous id, name, place, IP or user agent',
		'It carries only what many people share, or what one browser made up.',
	],
	none: ['None', 'nothing to match', 'Nothing in it says who it was.'],
};

/** The five match keys by rank, which names of the API each stands for, and what it is. */
export const KEYS: readonly (readonly [key: string, names: readonly string[], rule: string])[] = [
	['click', ['oppref'], 'oppref, at most 30 days old'],
	['e-mail', ['email'], 'an e-mail digest'],
	['device', ['obref', 'advertising_id'], 'obref or an advertising id'],
	['phone', ['phone'], 'a phone digest'],
	['id', ['external_id'], 'an external id made of a userId'],
];

export const OUTCOME: Readonly<Record<Outcome, string>> = {
	accepted: 'Accepted',
	skipped: 'Skipped',
	discarded: 'Discarded',
	failed: 'Failed',
	waiting: 'Waiting',
};

/** Each reason in short, and what it means. */
const REASON: Readonly<Record<string, readonly [short: string, meaning: string]>> = {
	validated: ['Validated', 'OpenAI checked it and stored nothing'],
	event_not_mapped: ['Not mapped', 'no row of eventMapping and no default names them'],
	type_not_supported: ['Not supported', 'calls of this kind are no conversion'],
	consent_denied: ['Consent denied', 'advertising was declined; the person is forgotten'],
	integration_disabled: ['Switched off', 'the sender switched this destination off for them'],
	profile_remembered: ['Remembered', 'identify teaches match keys, it is no conversion'],
	unattributable: ['Unattributable', 'requireIdentifier asks for more than they carry'],
	bot: ['Bot', 'crawlers, by user agent'],
	cancelled: ['Cancelled', 'taken back before they were sent'],
	duplicate: ['Duplicate', 'the same id was taken before'],
	malformed: ['Malformed', 'not an event: correct the sender and send again'],
	invalid: ['Invalid', 'OpenAI would refuse it'],
	expired: ['Expired', 'OpenAI takes none older than 7 days'],
	too_far_ahead: ['Ahead of time', 'its time lies too far in the future'],
	rejected: ['Rejected', 'OpenAI refused this very event'],
	retries_exhausted: ['Retries used up', 'OpenAI did not take it in all tries'],
	unauthorized: ['Key refused', 'OpenAI refuses the key or the pixel'],
	queue_full: ['Queue full', 'there was no room on disk'],
	closed: ['Shut down', 'the gateway stopped before it was sent'],
	not_isolated: ['Not isolated', 'one of its batch is refused, not known which'],
};

export const reasonShort = (reason: string): string => REASON[reason]?.[0] ?? sentence(reason.replaceAll('_', ' '));
export const reasonMeaning = (reason: string): string => REASON[reason]?.[1] ?? '';
export const KNOWN_REASONS = Object.keys(REASON);

export const STATE: Readonly<Record<Pixel['state'], readonly [word: string, mark: string]>> = {
	sending: ['Live', 'live'],
	holding: ['Held', 'held'],
	paused: ['Paused', 'paused'],
	draining: ['Draining', 'drain'],
};

/** `Order 1001: accepted, without an ad click` */
export function headline({ type, name, id, messageId, outcome, reason, verdict }: Summary): string {
	const subject = `${toNoun(type, name)} ${id || messageId}`.trim();
	switch (outcome) {
		case 'accepted':
			return `${subject}: ${reason === 'validated' ? 'checked, not stored' : 'accepted'}${CLICK[verdict ?? 'none']}`;
		case 'waiting':
			return `${subject}: waits to be sent`;
		case 'skipped':
			return `${name || subject}: not sent, ${sayReason(reason)}`;
		case 'discarded':
			return `${subject}: will never be sent, ${sayReason(reason)}`;
		case 'failed':
			return `${subject}: not sent yet, ${sayReason(reason)}`;
	}
}

const CLICK: Readonly<Record<Verdict, string>> = {
	attributable: ', with an ad click',
	matchable: ', without an ad click',
	weak: ', hard to match',
	none: ', nothing to match',
};

const sayReason = (reason = ''): string =>
	reason === 'event_not_mapped' ? 'no row maps it' : reasonShort(reason).toLowerCase();

function toNoun(type: string | undefined, name: string): string {
	const noun =
		type === undefined ? name : ({ order_created: 'order', page_viewed: 'page' }[type] ?? type.replaceAll('_', ' '));
	return sentence(noun);
}

export function sentence(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What the steps of a story are called. */
export const STEP: Readonly<Record<string, string>> = {
	received: 'Received',
	queued: 'On disk',
	held: 'Held back',
	ignored: 'Ignored',
	remembered: 'Remembered',
	skipped: 'Skipped',
	discarded: 'Discarded',
	failed: 'Failed',
	cancelled: 'Cancelled',
	transformed: 'Handed back',
	accepted: 'Accepted',
	retrying: 'Again later',
	set_aside: 'Dead letter',
};
