/** What is worth knowing first of an event, in at most 18 characters: the reasons' own short forms, else the facts of its end. */

import type { Explanation } from 'openai-ads-destination';
import { findReasonRow, isLoss, toKeyKinds, toKeyNames } from 'openai-ads-destination/internal';
import type { Story } from './story.js';

type AttributionReason = Explanation['attribution']['reasons'][number];

export interface ShortForm {
	/** Of a reason of `explainEvent`, if one is told. */
	readonly code?: string | undefined;
	/** Absent if there is nothing to add to the outcome. */
	readonly short?: string | undefined;
}

/** Of a line of 80 columns. */
export const MAX_SHORT = 18;

export function toShortForm(story: Story): ShortForm {
	const form = story.outcome === 'accepted' ? ofAccepted(story) : { short: ofOthers(story) };
	return form.short === undefined ? {} : { ...form, short: cut(form.short) };
}

function cut(text: string): string {
	return text.length <= MAX_SHORT ? text : `${text.slice(0, MAX_SHORT - 2)}..`;
}

/** The facts in the library's sentences, by reason. `$1` is the fact. */
const FACTS: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
	expired: [
		[/^timestamp_ms: (\d[\d.]* days) old/, '$1 old'],
		[/^timestamp_ms: too old/, 'waited too long'],
	],
	too_far_ahead: [[/^timestamp_ms: (\S+ \S+) ahead/, '$1 ahead']],
	bot: [[/^context\.userAgent: (.{1,100}?)\.(?: |$)/, '$1']],
	consent_denied: [
		[/^context\.providers\.openAI: `consent` is denied/, 'in the browser'],
		[/`([^`]{1,64})` is denied\.$/, '$1 is off'],
		[/no stamp/, 'no stamp'],
		[/while this event waited/, 'while it waited'],
	],
	integration_disabled: [[/^integrations: /, 'by its sender']],
	// The first problem's field.
	invalid: [[/^([\w.[\]]{1,60}): /, '$1']],
};

function ofOthers({ outcome, reason = '', detail = '', meant, matchKeys = 0, steps }: Story): string | undefined {
	if (outcome === 'waiting') return ofWaiting(steps);
	if (meant !== undefined) return `${meant}?`;
	if (reason === 'profile_remembered') return toKeyKinds(matchKeys).join(', ') || undefined;
	for (const [pattern, short] of FACTS[reason] ?? []) {
		const found = pattern.exec(detail.slice(0, 1000));
		if (found !== null) return short.replace('$1', () => found[1] ?? '');
	}
	return ofAnswer(reason, steps);
}

/** Reasons that are OpenAI's answer. */
const ANSWERS: ReadonlySet<string> = new Set(['rejected', 'retries_exhausted', 'unauthorized']);

function ofAnswer(reason: string, steps: Story['steps']): string | undefined {
	const status = steps.at(-1)?.status;
	return ANSWERS.has(reason) && status !== undefined ? `OpenAI: ${status}` : undefined;
}

/** `503, again in 4 s` */
function ofWaiting(steps: Story['steps']): string | undefined {
	const last = steps.at(-1);
	if (last?.what !== 'retrying') return undefined;
	const answer = last.status === undefined ? 'no answer' : String(last.status);
	if (last.untilMs === undefined) return answer;
	const wait = toWait(Math.max(0, last.untilMs - last.atMs));
	const whole = `${answer}, again in ${wait}`;
	return whole.length <= MAX_SHORT ? whole : `${answer}, in ${wait}`;
}

function toWait(ms: number): string {
	const seconds = Math.ceil(ms / 1000);
	if (seconds < 100) return `${seconds} s`;
	return seconds < 6000 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

/** What was left out comes first, then what would win a better verdict. */
function ofAccepted(story: Story): ShortForm {
	const loss = story.notes.find(isLoss);
	if (loss !== undefined) return ofLoss(loss.path, story);
	if (story.reason === 'validated') return { short: 'checked only' };
	const { verdict, matchKeys = 0 } = story;
	if (verdict === 'none') return { short: 'no key at all' };
	if (verdict === 'weak') return ofWeak(matchKeys, reasonsOf(story));
	const reasons = reasonsOf(story);
	const reason = verdict === 'attributable' ? reasons.find(({ code }) => code === 'key_not_read') : reasons[0];
	return (reason && ofReason(reason)) ?? (verdict === 'matchable' ? { short: 'no click seen' } : {});
}

const reasonsOf = ({ explanation }: Story): readonly AttributionReason[] => explanation?.attribution.reasons ?? [];

function ofReason(reason: AttributionReason): ShortForm {
	return { code: reason.code, short: findReasonRow(reason)?.short };
}

function ofWeak(matchKeys: number, reasons: readonly AttributionReason[]): ShortForm {
	const reason = reasons.find(({ code }) => code === 'anonymous_only');
	if (reason !== undefined) return ofReason(reason);
	return { short: toKeyNames(matchKeys).includes('anonymous_id') ? 'anonymousId only' : 'IP, agent only' };
}

/** The kind of key that a field is, and its words where the event was not explained. By the field's name, without `data.` and `user.`. */
const FIELDS: Readonly<Record<string, string>> = {
	oppref: 'click',
	email: 'e-mail',
	phoneNumber: 'phone',
	externalId: 'id',
	contents: 'items',
};

function ofLoss(path: string, story: Story): ShortForm {
	const [group, field = path] = (path.split('[')[0] ?? '').split('.');
	const word = FIELDS[field] ?? field;
	const reason = reasonsOf(story).find((one) => {
		const row = findReasonRow(one);
		return group === 'data' ? /amount/.test(one.code) && /^(?:amount|currency)$/.test(field) : row?.wins === word;
	});
	return reason === undefined ? { short: `no ${word}` } : ofReason(reason);
}
