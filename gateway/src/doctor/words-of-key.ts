/** What is said of key and canary. */

import type { WordRow } from './word-row.js';

const CONVERSIONS_GUIDE = 'https://developers.openai.com/ads/conversions-api';

export const KEY_WORDS = {
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
	key_sandbox: {
		check: 'key',
		status: 'skip',
		message: 'the gateway is a sandbox, which takes any key; to go live, set <source>',
		cure: [],
	},
	key_any: {
		check: 'key',
		status: 'ok',
		message: 'The sandbox takes it, as it takes any. OpenAI was not asked.',
		cure: [],
	},
	key_fault: {
		check: 'key',
		status: 'warn',
		message: 'The sandbox does not take it: one of its faults is on. OpenAI was not asked.',
		cure: ['Switch the fault off, or check the key in a gateway that is live.'],
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
