/** What people see, the command that says why, and where its answers are: each reason of `explain` and each check of `doctor` answers one. */

import type { CheckId } from '../../gateway/src/doctor/finding.js';

export interface Symptom {
	/** As somebody would say it. */
	readonly see: string;
	readonly run: string;
	readonly checks: readonly CheckId[];
	/** Codes of `explain/reasons.ts`. */
	readonly reasons: readonly string[];
}

const EXPLAIN = 'openai-ads explain FILE';
const DOCTOR = 'openai-ads doctor';

export const SYMPTOMS: readonly Symptom[] = [
	{ see: 'The gateway does not start', run: `${DOCTOR} --offline`, checks: ['variables', 'settings'], reasons: [] },
	{ see: 'Nothing leaves: everything waits, or a pixel is held', run: DOCTOR, checks: ['key', 'queue'], reasons: [] },
	{
		see: 'Events are refused as too far ahead or malformed',
		run: DOCTOR,
		checks: ['clock', 'canary'],
		reasons: [],
	},
	{
		see: 'An event is skipped: not mapped, no consent, a bot',
		run: 'openai-ads tail --outcome skipped',
		checks: ['skipped', 'bots'],
		reasons: [],
	},
	{
		see: 'A conversion is accepted, but without an ad click',
		run: EXPLAIN,
		checks: ['attribution'],
		reasons: [
			'click_expired',
			'click_later',
			'no_click_web',
			'no_click_server',
			'click_not_read',
			'click_changed',
			'click_placeholder',
			'click_unusable',
			'no_profile',
		],
	},
	{
		see: 'A conversion is accepted, but OpenAI can hardly match the person',
		run: EXPLAIN,
		checks: [],
		reasons: [
			'key_not_read',
			'email_unusable',
			'email_hashed',
			'email_masked',
			'phone_unusable',
			'phone_hashed',
			'country_unusable',
			'user_id_email',
			'user_id_nobody',
			'anonymous_only',
			'speaks_for_server',
			'opted_out',
		],
	},
	{
		see: 'Orders have no value, or the wrong one',
		run: EXPLAIN,
		checks: ['left-out'],
		reasons: ['no_amount', 'amount_in_doubt', 'other_amount', 'price_not_read', 'price_unusable', 'quantity_unusable'],
	},
	{
		see: 'A field of the event is not sent',
		run: EXPLAIN,
		checks: [],
		reasons: [
			'wrapped',
			'not_an_object',
			'not_a_list',
			'products_not_read',
			'time_unreadable',
			'page_without_url',
			'left_out',
			'raw_contact',
		],
	},
	{
		see: 'An order counts twice, or the poorer event won',
		run: DOCTOR,
		checks: ['ids', 'first'],
		reasons: ['id_elsewhere', 'event_id_unused', 'test_counted'],
	},
	{
		see: 'Everything is accepted, but Ads Manager shows nothing',
		run: `OPENAI_ADS_API_KEY=... ${DOCTOR}`,
		checks: ['account', 'read-back', 'names', 'reported'],
		reasons: ['only_checked'],
	},
];
