/** What is said of the ad account, read with the Advertiser key. */

import type { WordRow } from './word-row.js';

const SETUP_GUIDE = 'https://developers.openai.com/ads/conversion-tracking';

const NOTHING_SENT = 'not judged, the gateway sent nothing in 7 days';

export const ACCOUNT_WORDS = {
	account_ok: {
		check: 'account',
		status: 'ok',
		message: '<count> event settings of this source are used by campaigns',
		cure: [],
	},
	account_key_refused: {
		check: 'account',
		status: 'warn',
		message: 'The Advertiser API refuses OPENAI_ADS_API_KEY (<status>).',
		cure: ['Set it to an Advertiser API key, or unset it: only these checks need it.'],
	},
	account_other_pixel: {
		check: 'account',
		status: 'fail',
		message: 'No data source of the ad account has this pixel ID (<pixelId>): it belongs to another account.',
		cure: ['Use the pixel ID of a source of this account, or the Advertiser key of the other one.'],
	},
	account_no_setting: {
		check: 'account',
		status: 'fail',
		message: '<type> has no event setting: no campaign can count it.',
		cure: ['Create an event for <type> under Tools, Conversions, and attach it to a campaign.'],
		links: [SETUP_GUIDE],
	},
	account_nothing: {
		check: 'account',
		status: 'fail',
		message: 'No event setting uses this data source: no campaign counts what it sends.',
		cure: ['Create an event of this data source under Tools, Conversions, and attach it to a campaign.'],
		links: [SETUP_GUIDE],
	},
	account_archived: {
		check: 'account',
		status: 'fail',
		message: 'The event setting "<name>" for <type> is archived: accepted events are not reported.',
		cure: ['Restore "<name>" under Tools, Conversions, or create another one.'],
	},
	account_other_source: {
		check: 'account',
		status: 'fail',
		message: 'The event setting "<name>" for <type> does not listen to this data source.',
		cure: ['Add this data source (<source>) to "<name>" under Tools, Conversions.'],
	},
	account_no_campaign: {
		check: 'account',
		status: 'fail',
		message:
			'<type> has an event setting, and no campaign uses it: accepted <plural> are not reported. Nothing is filled in later.',
		cure: ['Attach "<name>" to a campaign in Ads Manager.'],
		links: [SETUP_GUIDE],
	},
	read_back_ok: {
		check: 'read-back',
		status: 'ok',
		message: "<server> from the server and <browser> from the pixel in OpenAI's sample of 15 min",
		cure: [],
	},
	read_back_none: {
		check: 'read-back',
		status: 'warn',
		message: "None of ours is in OpenAI's sample of 15 min, although <sent> were accepted in the last hour.",
		cure: ['Check that this pixel ID is the one you look at in Ads Manager, and that validateOnly is off.'],
	},
	read_back_wait: {
		check: 'read-back',
		status: 'not_yet',
		message: 'first events too fresh for the sample; can be judged from <from>',
		cure: [],
	},
	read_back_nothing_sent: {
		check: 'read-back',
		status: 'skip',
		message: 'not judged, the gateway sent nothing in the last hour',
		cure: [],
	},
	names_ok: { check: 'names', status: 'ok', message: 'OpenAI knows all <count> names that are sent', cure: [] },
	names_unknown: {
		check: 'names',
		status: 'fail',
		message: 'OpenAI has never received <names>, although some were accepted over 48 h ago.',
		cure: ['Compare pixel ID and names with the events in Ads Manager.'],
	},
	names_wait: {
		check: 'names',
		status: 'not_yet',
		message: 'OpenAI does not know <names> yet; can be judged from <from>',
		cure: [],
	},
	names_nothing_sent: {
		check: 'names',
		status: 'skip',
		message: NOTHING_SENT,
		cure: [],
	},
	reported_shown: {
		check: 'reported',
		status: 'ok',
		message: '<reported> reported of <accepted> accepted in 7 days; reports lag a day or two',
		cure: [],
	},
	reported_none: {
		check: 'reported',
		status: 'warn',
		message: 'None reported, although <attributable> with an ad click are over 48 h old.',
		cure: ['Look at the account check: an event counts from the moment its setting is attached to a campaign.'],
	},
	reported_wait: {
		check: 'reported',
		status: 'not_yet',
		message: 'OpenAI counts once a day; can be judged from <from>',
		cure: [],
	},
	reported_nothing_sent: {
		check: 'reported',
		status: 'skip',
		message: NOTHING_SENT,
		cure: [],
	},
} as const satisfies Record<string, WordRow>;
