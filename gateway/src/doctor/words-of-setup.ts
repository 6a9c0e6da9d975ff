/** What is said of variables, settings and clock. */

import type { WordRow } from './word-row.js';

const CONVERSIONS_GUIDE = 'https://developers.openai.com/ads/conversions-api';

export const SETUP_WORDS = {
	variables_ok: { check: 'variables', status: 'ok', message: '<known> known, none unknown', cure: [] },
	variables_unknown: { check: 'variables', status: 'fail', message: '<problem>', cure: ['Rename or unset <name>.'] },
	variables_other_key: {
		check: 'variables',
		status: 'fail',
		message:
			'<name> is set, OPENAI_CONVERSIONS_API_KEY is not. The first is the Advertiser key; events need the second.',
		cure: ['Create a Conversions API key under Tools, Conversions, and put it into OPENAI_CONVERSIONS_API_KEY.'],
		links: [CONVERSIONS_GUIDE],
	},
	settings_ok: { check: 'settings', status: 'ok', message: '<where>, nothing wrong', cure: [] },
	settings_refused: {
		check: 'settings',
		status: 'fail',
		message: '<problem>',
		cure: ['Mend it: `openai-ads start` would not start. `openai-ads settings` prints the schema of the file.'],
	},
	settings_other_id: {
		check: 'settings',
		status: 'fail',
		message: 'pixelId: <id> is the id of <kind>.',
		cure: ['Use its pixel_id, shown under the name of the source.'],
	},
	settings_key_white_space: {
		check: 'settings',
		status: 'fail',
		message: '<source>: the key has a space, a line break or another character that no key has.',
		cure: ['Copy the key again, alone: without "Bearer", and as one line.'],
	},
	settings_quoted: {
		check: 'settings',
		status: 'fail',
		message: '<source>: <what> begins or ends with a quotation mark, which is sent as part of it.',
		cure: ['Take the quotation marks away: in files for `docker --env-file` they are part of the value.'],
	},
	settings_no_pixel: {
		check: 'settings',
		status: 'fail',
		message: 'OPENAI_ADS_PIXEL_ID: required, and not set.',
		cure: ['Set it to the pixel ID that Ads Manager shows under the name of the data source.'],
	},
	settings_endpoint_local: {
		check: 'settings',
		status: 'warn',
		message: 'endpoint: <endpoint> is on this machine, so nothing reaches OpenAI.',
		cure: ['Unset OPENAI_ADS_ENDPOINT to go live.'],
	},
	settings_endpoint_foreign: {
		check: 'settings',
		status: 'warn',
		message: "endpoint: <endpoint> is not OpenAI's: whoever runs it gets the key and every event.",
		cure: ['Unset OPENAI_ADS_ENDPOINT, unless it is your own proxy.'],
	},
	settings_key_of_sandbox: {
		check: 'settings',
		status: 'fail',
		message: '<source>: the key is the one of a sandbox, and events go to OpenAI.',
		cure: ['Create a Conversions API key under Tools, Conversions.'],
	},
	settings_validate_only: {
		check: 'settings',
		status: 'warn',
		message: 'validateOnly is set: OpenAI checks every event and stores none.',
		cure: ['Take `validateOnly` out of the settings to go live.'],
	},
	settings_shadow: {
		check: 'settings',
		status: 'warn',
		message: 'shadow is set: events are built, checked and counted, and none is sent.',
		cure: ['Take `shadow` out of the settings to go live.'],
	},
	settings_personal_data: {
		check: 'settings',
		status: 'warn',
		message: '<field>: <path> looks like an e-mail address or a phone number, which OpenAI must never get raw. <fate>',
		cure: ['Take it out of fieldMapping.'],
	},
	settings_event_id: {
		check: 'settings',
		status: 'warn',
		message: 'idFrom tries messageId before <path>: every event has a messageId, so <path> is never the id.',
		cure: ['Set idFrom: ["<path>", "messageId"].'],
	},
	clock_ok: { check: 'clock', status: 'ok', message: "<offset> off OpenAI's", cure: [] },
	clock_off: {
		check: 'clock',
		status: 'warn',
		message: "<offset> <direction> OpenAI's.",
		cure: ['timedatectl set-ntp true'],
	},
	clock_wrong: {
		check: 'clock',
		status: 'fail',
		message: "<offset> <direction> OpenAI's, which refuses events more than 10 min ahead of it.",
		cure: ['timedatectl set-ntp true'],
	},
	clock_unknown: { check: 'clock', status: 'skip', message: 'not judged, no answer told the time', cure: [] },
} as const satisfies Record<string, WordRow>;
