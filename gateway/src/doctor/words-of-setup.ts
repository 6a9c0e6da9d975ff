/** What is said of variables, settings, clock, key and canary. */

import type { WordRow } from './words.js';

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
	key_ok: {
		check: 'key',
		status: 'ok',
		message: 'may send conversions for this pixel (validate_only)',
		cure: [],
	},
	key_missing: {
		check: 'key',
		status: 'fail',
		message: '<source> is not set, and events need it.',
		cure: ['Create a Conversions API key under Tools, Conversions, and put it there.'],
		links: [CONVERSIONS_GUIDE],
	},
	key_is_advertiser: {
		check: 'key',
		status: 'fail',
		message:
			'OpenAI refuses it (401, ads.third_party_events.write), and the Advertiser API takes it: it is an Advertiser key.',
		cure: [
			'Create a Conversions API key under Tools, Conversions, and put it into <source>. This one belongs into OPENAI_ADS_API_KEY.',
		],
		links: [CONVERSIONS_GUIDE],
	},
	key_foreign: {
		check: 'key',
		status: 'fail',
		message: "OpenAI refuses it (401), and it does not begin with sk-, as OpenAI's keys do.",
		cure: ['Create a Conversions API key under Tools, Conversions, and put it into <source>.'],
	},
	key_refused: {
		check: 'key',
		status: 'fail',
		message: 'OpenAI refuses it (401): it is revoked, cut short, or of another kind.',
		cure: ['Create a Conversions API key under Tools, Conversions, and put it into <source>.'],
	},
	key_other_account: {
		check: 'key',
		status: 'fail',
		message: 'OpenAI refuses it for this pixel (<status>): key and pixel belong to different accounts.',
		cure: ['Use the key and the pixel ID of one ad account: <source> and <pixelSource>.'],
	},
	key_firewall: {
		check: 'key',
		status: 'fail',
		message:
			'A firewall before OpenAI refused this client (Cloudflare, error code <errorCode>). The key was not looked at.',
		cure: ['Let requests leave unchanged: what proxy rewrites user-agent?'],
	},
	key_endpoint: {
		check: 'key',
		status: 'fail',
		message: '<endpoint> answers <status>: it is not the Events API.',
		cure: ['Unset OPENAI_ADS_ENDPOINT, or correct it.'],
	},
	key_proxy: {
		check: 'key',
		status: 'fail',
		message: 'The proxy of <variable> refuses (<status>). OpenAI was not asked.',
		cure: ['Correct user and password in <variable>, and let the proxy pass <host>:443.'],
	},
	key_unreachable: {
		check: 'key',
		status: 'fail',
		message: 'No answer from <host> (<why>).',
		cure: ['curl -sS -o /dev/null https://<host>/, and open that way: DNS, firewall, HTTPS_PROXY.'],
	},
	key_busy: {
		check: 'key',
		status: 'warn',
		message: 'OpenAI answers <status> at the moment, so the key was not judged.',
		cure: ['Run `openai-ads doctor` again in some minutes. Events wait in the queue until then.'],
	},
	key_unclear: {
		check: 'key',
		status: 'warn',
		message: 'OpenAI took the key and refused the event it was tried with. <detail>',
		cure: ['Look at the canary below: your own events may pass.'],
	},
	canary_ok: {
		check: 'canary',
		status: 'ok',
		message: '<valid> of <tried> mapped events are valid for <judge>',
		cure: [],
	},
	canary_refused: {
		check: 'canary',
		status: 'fail',
		message: '<events> refused. <detail>',
		cure: ['Correct their settings: eventMapping, fieldMapping, idFrom.'],
	},
	canary_failed: {
		check: 'canary',
		status: 'warn',
		message: '<tried> mapped events were not judged. <detail>',
		cure: ['Run `openai-ads doctor` again in some minutes.'],
	},
	canary_nothing: {
		check: 'canary',
		status: 'fail',
		message: 'The settings map no event: nothing would ever be sent.',
		cure: ['Take `skip` out of eventMapping for the events that count.'],
	},
	canary_needs_key: { check: 'canary', status: 'skip', message: 'not tried, it needs a key that works', cure: [] },
} as const satisfies Record<string, WordRow>;
