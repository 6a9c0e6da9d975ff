/** What is said of a running gateway: its queue, what it skips, ids, attribution and bots. */

import type { WordRow } from './word-row.js';

const NONE = 'not judged, nothing was received in 24 h';

export const GATEWAY_WORDS = {
	queue_ok: {
		check: 'queue',
		status: 'ok',
		message: '<waiting> waiting<age>, no dead letters<disk>',
		cure: [],
	},
	queue_held: {
		check: 'queue',
		status: 'fail',
		message: 'Held<since>: <reason> <waiting> wait, the oldest for <left> more.',
		cure: ['Mend what it names; the gateway tries again by itself. `openai-ads pixels` shows when.'],
	},
	queue_near_expiry: {
		check: 'queue',
		status: 'fail',
		message: 'The oldest of <waiting> has <left> left: after that OpenAI takes it no more.',
		cure: ['Let the queue drain today: look at `openai-ads pixels` and at maxRequestsPerSecond.'],
	},
	queue_paused: {
		check: 'queue',
		status: 'warn',
		message: 'Paused: <waiting> wait, and none is sent.',
		cure: ['openai-ads resume <name>'],
	},
	queue_paused_by_settings: {
		check: 'queue',
		status: 'warn',
		message: '<reason> <waiting> wait.',
		cure: ['Take `paused` or `shadow`, whichever it names, out of the settings to send them.'],
	},
	queue_disk: {
		check: 'queue',
		status: 'fail',
		message: 'The disk of <folder> has <free> free, and below <least> events are refused (429).',
		cure: ['Make room on that disk, or move the queue: --data.'],
	},
	queue_expired: {
		check: 'queue',
		status: 'warn',
		message: '<letters> expired: OpenAI takes nothing older than 7 days.',
		cure: ['Send sooner: they are lost. `openai-ads dead-letters --reason expired` lists them.'],
	},
	queue_dead: {
		check: 'queue',
		status: 'warn',
		message: '<letters>: <reasons>.',
		cure: [
			'openai-ads dead-letters',
			'Once the cause is mended: openai-ads replay. Have those that were refused at the door sent again',
		],
	},
	skipped_ok: { check: 'skipped', status: 'ok', message: 'nothing that looks like a mistake, of <received>', cure: [] },
	skipped_name: {
		check: 'skipped',
		status: 'warn',
		message: '<name> x <count> is not mapped. <meant>?',
		cure: ['<row>'],
	},
	skipped_nothing_mapped: {
		check: 'skipped',
		status: 'warn',
		message: 'None of <received> is mapped; most are called <name>.',
		cure: ['Add a row to eventMapping for each that counts: { "from": "<name>", "to": "order_created" }'],
	},
	skipped_consent: {
		check: 'skipped',
		status: 'warn',
		message: '<count> of <received> are left out for want of consent.',
		cure: ['Compare the categories of your consent banner with the setting `consent`: docs/consent.md.'],
	},
	left_out_ok: { check: 'left-out', status: 'ok', message: 'no amount and no other field was left out', cure: [] },
	left_out_none: { check: 'left-out', status: 'skip', message: NONE, cure: [] },
	left_out_advice: { check: 'left-out', status: 'warn', message: '<advice>', cure: ['<cure>'] },
	ids_ok: { check: 'ids', status: 'ok', message: 'no order came under two ids', cure: [] },
	ids_none: { check: 'ids', status: 'skip', message: NONE, cure: [] },
	ids_advice: { check: 'ids', status: 'warn', message: '<advice>', cure: ['<cure>'] },
	attribution_ok: {
		check: 'attribution',
		status: 'ok',
		message: '<share>% of <accepted> of 24 h carry an ad click',
		cure: [],
	},
	attribution_none: {
		check: 'attribution',
		status: 'warn',
		message: 'None of <accepted> of 24 h carries an ad click.',
		cure: [
			'Load the browser plugin on every landing page, and identify the buyer with the same userId: docs/browser.md.',
		],
	},
	attribution_advice: { check: 'attribution', status: 'warn', message: '<advice>', cure: ['<cure>'] },
	attribution_expired: {
		check: 'attribution',
		status: 'ok',
		message: "<count> <type> came when the buyer's last click was over 30 days old: OpenAI credits 30",
		cure: [],
	},
	attribution_few: {
		check: 'attribution',
		status: 'skip',
		message: '<accepted> in 24 h are too few to judge; 50 are enough',
		cure: [],
	},
	first_ok: { check: 'first', status: 'ok', message: 'no poorer event went out before a richer one', cure: [] },
	first_none: { check: 'first', status: 'skip', message: NONE, cure: [] },
	first_poorer: {
		check: 'first',
		status: 'warn',
		message:
			"<count> <type> went out without the click that the browser's had, with the same id; the first one counts.",
		cure: ['hold: [{ "events": ["<type>"], "without": "oppref", "for": "30s" }]'],
	},
	first_advice: { check: 'first', status: 'warn', message: '<advice>', cure: ['<cure>'] },
	bots_ok: { check: 'bots', status: 'ok', message: '<share>% of <received>', cure: [] },
	bots_none: { check: 'bots', status: 'skip', message: NONE, cure: [] },
	bots_all: {
		check: 'bots',
		status: 'warn',
		message: 'All <received><source> are bots: they carry the user agent of a server or a crawler.',
		cure: ["Send the buyer's own in context.userAgent, not that of the server which forwards it."],
	},
	bots_many: {
		check: 'bots',
		status: 'warn',
		message: '<share>% of <received><source> are bots.',
		cure: ["Look whether a server's user agent is forwarded: it belongs to the buyer in context.userAgent."],
	},
	bots_sent: {
		check: 'bots',
		status: 'skip',
		message: 'not counted, since bots are sent: bots: "send"',
		cure: [],
	},
} as const satisfies Record<string, WordRow>;
