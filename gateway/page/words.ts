/** All words of the page that are not the gateway's own. One word, one thing; accepted never reads as counted. */

import { REASONS_IN_WORDS } from '../src/terminal/reason-words.js';
import type { Outcome, Pixel, Step, Summary, Verdict } from './state/shapes.js';

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

/** `Consent denied` */
export function reasonShort(reason: string): string {
	const { name, line = reason.replaceAll('_', ' ') } = REASONS_IN_WORDS[reason] ?? {};
	return sentence(name ?? line);
}
export const reasonMeaning = (reason: string): string => REASONS_IN_WORDS[reason]?.meaning ?? '';
export const KNOWN_REASONS = Object.keys(REASONS_IN_WORDS);

export const STATE: Readonly<Record<Pixel['state'], readonly [word: string, mark: string]>> = {
	sending: ['Live', 'live'],
	holding: ['Held', 'held'],
	paused: ['Paused', 'paused'],
	draining: ['Draining', 'drain'],
};

/** `Order 1001: accepted, without an ad click` */
export function headline(story: Summary & { readonly steps?: readonly Step[] }): string {
	const { type, name, id, messageId, outcome, reason, verdict } = story;
	const subject = `${toNoun(type, name)} ${id || messageId}`.trim();
	switch (outcome) {
		case 'accepted':
			return `${subject}: ${reason === 'validated' ? 'checked, not stored' : 'accepted'}${CLICK[verdict ?? 'none']}`;
		case 'waiting':
			return `${subject}: ${sayWaiting(story.steps?.at(-1))}`;
		case 'skipped':
			return `${name || subject}: not sent, ${sayReason(reason)}`;
		case 'discarded':
			return `${subject}: will never be sent, ${sayDiscarded(story)}`;
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

function sayWaiting({ what = '', status }: Partial<Step> = {}): string {
	if (what === 'held') return 'is held back';
	return what === 'retrying' && status !== undefined ? `waits, OpenAI answers ${status}` : 'waits to be sent';
}

/** How old or how far ahead it is says more than the reason. */
function sayDiscarded({ reason = '', short }: Summary): string {
	return short !== undefined && /^(?:expired|too_far_ahead)$/.test(reason) ? short : sayReason(reason);
}

function toNoun(type: string | undefined, name: string): string {
	const noun =
		type === undefined ? name : ({ order_created: 'order', page_viewed: 'page' }[type] ?? type.replaceAll('_', ' '));
	return sentence(noun);
}

/** Characters. Our choice: one line of a card. */
const MAX_TITLE = 60;

/** What a sentence of the gateway says first, and the rest of it: `['Shop US is held since 13:41 UTC', 'OpenAI refuses its key.']` */
export function toTitle(text: string): readonly [title: string, rest: string] {
	if (text.length <= MAX_TITLE) return [text.replace(/\.$/, ''), ''];
	const [, title, rest] = /^([^`]{12,90}?)[.:;] +(.+)$/s.exec(text) ?? [];
	return title === undefined || rest === undefined ? [text.replace(/\.$/, ''), ''] : [title, sentence(rest)];
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
