/** Integrations that are broken in one way each, and what is said of it. */

import { tmpdir } from 'node:os';
import type { CheckId } from '../../src/doctor/finding.js';
import { ADVERTISER, type Answer, NOW, PIXEL, type Scene } from './a-doctor.js';

export interface Broken extends Scene {
	readonly name: string;
	readonly only: CheckId;
}

const REFUSED = {
	'POST /v1/events': { status: 401, body: { error: { message: 'Missing scope: ads.third_party_events.write' } } },
};
const at = (hours: number) => new Date(NOW - hours * 3_600_000).toISOString();
const trend = (hours: number, accepted: number, attributable = 0) =>
	[...Array(hours).keys()].map((hour) => ({ at: at(hours - hour), accepted, attributable }));

export function anOverview(changes: object = {}): Answer {
	return {
		body: {
			received: 4482,
			accepted: 4000,
			skipped: [],
			verdicts: { attributable: 2720, matchable: 900, weak: 380, none: 0 },
			trend: trend(24, 166, 113),
			groups: [{ type: 'order_created', source: 'server', accepted: 117, verdicts: {}, trend: [] }],
			diagnostics: [],
			...changes,
		},
	};
}
const overview = (changes: object) => ({ 'GET /api/overview': anOverview(changes) });
const advice = (code: string, fields: object) =>
	overview({ diagnostics: [{ code, affected: 12, total: 117, ...fields }] });

export const SETTING = {
	name: 'Purchases',
	event_type: 'order_created',
	custom_event_name: null,
	source_ids: ['clidsrc_81'],
	campaigns: [{ id: 'cmpn_1' }],
	archived: false,
};
export function anAccount(changes: object = {}, pixelId = 'px1') {
	return {
		'GET /api/overview': anOverview(),
		'GET /v1/conversions/pixels': { body: { data: [{ id: 'clidsrc_81', name: 'Shop', pixel_id: pixelId }] } },
		'GET /v1/conversions/event_settings': { body: { data: [{ ...SETTING, ...changes }] } },
	};
}
const account = (changes: object, pixelId?: string): Pick<Broken, 'only' | 'env' | 'answers'> => ({
	only: 'account',
	env: ADVERTISER,
	answers: anAccount(changes, pixelId),
});
const letter = (reason: string, key: string) => ({
	...{ key, pixel: 'default', id: key, messageId: key, reason, detail: '', notes: [], at: at(1), from: 'server' },
	...{ tries: 1, tooOld: reason === 'expired', eventKept: true },
});
const pixel = (changes: object) => ({ 'GET /api/pixels': { body: [{ ...PIXEL, ...changes }] } });

export const BROKEN: readonly Broken[] = [
	{ name: 'only the Advertiser key is set', only: 'variables', env: { ...ADVERTISER, OPENAI_CONVERSIONS_API_KEY: '' } },
	{ name: 'a mistyped variable', only: 'variables', env: { OPENAI_ADS_PIXELID: 'px1' } },
	{ name: 'the id of a source for the pixel ID', only: 'settings', env: { OPENAI_ADS_PIXEL_ID: 'clidsrc_81' } },
	{ name: 'a key with a line break', only: 'settings', env: { OPENAI_CONVERSIONS_API_KEY: 'sk-svcacct-a\nb' } },
	{ name: 'a key in quotation marks', only: 'settings', env: { OPENAI_CONVERSIONS_API_KEY: '"sk-svcacct-a"' } },
	{ name: "the sandbox's key, live", only: 'settings', env: { OPENAI_CONVERSIONS_API_KEY: 'sandbox' } },
	{
		name: 'a gateway for other machines without a write key',
		only: 'settings',
		config: { gateway: { host: '0.0.0.0' } },
	},
	{
		name: 'an endpoint on this machine',
		only: 'settings',
		env: { OPENAI_ADS_ENDPOINT: 'http://127.0.0.1:9/v1/events' },
	},
	{ name: 'validateOnly left on', only: 'settings', config: { destination: { validateOnly: true } } },
	{
		name: 'an e-mail address in a custom field',
		only: 'settings',
		config: { destination: { fieldMapping: { 'data.contact': 'properties.email' } } },
	},
	{
		name: 'event_id after messageId',
		only: 'settings',
		config: { destination: { idFrom: ['messageId', 'properties.event_id'] } },
	},
	{
		name: 'a clock that is ahead',
		only: 'clock',
		answers: {
			'POST /v1/events': { body: { accepted_events: 1 }, headers: { date: new Date(NOW - 552_500).toUTCString() } },
		},
	},
	{
		name: 'an Advertiser key for the Conversions key',
		only: 'key',
		answers: { ...REFUSED, 'GET /v1/ad_account': { body: { id: 'adacct_1' } } },
	},
	{ name: 'a revoked key', only: 'key', answers: REFUSED },
	{ name: 'a key of somebody else', only: 'key', env: { OPENAI_CONVERSIONS_API_KEY: 'pk_live_1' }, answers: REFUSED },
	{ name: 'a firewall', only: 'key', answers: { 'POST /v1/events': { status: 403, body: 'error code: 1010' } } },
	{
		name: 'the pixel of another account',
		only: 'key',
		answers: { 'POST /v1/events': { status: 403, body: { error: { message: 'Forbidden' } } } },
	},
	{ name: 'a wrong endpoint', only: 'key', answers: { 'POST /v1/events': { status: 404, body: 'Not Found' } } },
	{
		name: 'a proxy that refuses',
		only: 'key',
		answers: { 'POST /v1/events': Object.assign(new TypeError('fetch failed'), { code: 'PROXY_ANSWERED_407' }) },
	},
	{
		name: 'no way to OpenAI',
		only: 'key',
		answers: { 'POST /v1/events': Object.assign(new TypeError('fetch failed'), { cause: { code: 'ENOTFOUND' } }) },
	},
	{
		name: 'ids that most events lack',
		only: 'canary',
		config: { destination: { idFrom: ['properties["no"]'], eventMapping: [{ from: 'page', to: 'skip' }] } },
	},
	{
		name: 'a pixel that is held',
		only: 'queue',
		answers: pixel({ state: 'holding', reason: 'OpenAI refuses the key (401).', since: at(1), waiting: 1221 }),
	},
	{
		name: 'a pixel that the configuration pauses',
		only: 'queue',
		answers: pixel({
			state: 'paused',
			reason: 'The configuration says `paused`.',
			pausedBy: 'settings',
			waiting: 1221,
		}),
	},
	{
		name: 'a pixel that a command paused',
		only: 'queue',
		answers: pixel({ state: 'paused', reason: 'It was paused by a command.', pausedBy: 'command', waiting: 1221 }),
	},
	{
		name: 'a backlog that expires today',
		only: 'queue',
		answers: pixel({ waiting: 900, oldestDeadline: new Date(NOW + 3 * 3_600_000).toISOString() }),
	},
	{
		name: 'a backlog that has expired',
		only: 'queue',
		answers: {
			...pixel({ deadLetters: 3 }),
			'GET /api/dead-letters': {
				body: { letters: [letter('expired', 'a'), letter('expired', 'b'), letter('rejected', 'c')] },
			},
		},
	},
	{
		name: 'a full disk',
		only: 'queue',
		config: { gateway: { data: tmpdir(), minFreeDiskMb: 1e9 } },
	},
	{
		name: 'names of Google Tag Manager',
		only: 'skipped',
		answers: overview({
			skipped: [
				{
					reason: 'event_not_mapped',
					n: 214,
					names: [
						{
							name: 'Order Placed',
							n: 214,
							meant: 'Order Completed',
							row: { from: 'Order Placed', to: 'order_created' },
						},
					],
				},
			],
		}),
	},
	{
		name: 'nothing mapped at all',
		only: 'skipped',
		answers: overview({
			received: 60,
			accepted: 0,
			skipped: [{ reason: 'event_not_mapped', n: 60, names: [{ name: 'gtm.load', n: 60 }] }],
		}),
	},
	{
		name: 'a banner that denies everything',
		only: 'skipped',
		answers: overview({ received: 100, accepted: 3, skipped: [{ reason: 'consent_denied', n: 97, names: [] }] }),
	},
	{
		name: 'event_id in the pixel, messageId here',
		only: 'ids',
		answers: advice('event_id_unread', {
			message: 'properties.event_id is set, and idFrom does not name it: with the pixel, this order counts twice.',
			cure: 'Set idFrom: ["properties.event_id", "messageId"].',
		}),
	},
	{
		name: 'server orders without a click',
		only: 'attribution',
		answers: advice('few_clicks', {
			key: 'oppref',
			message: 'No ad click on orders from the server.',
			cure: 'Identify the buyer in the browser.',
		}),
	},
	{
		name: "the server's order goes first, and is poorer",
		only: 'first',
		answers: advice('poorer_first', { type: 'order_created', message: 'Poorer.', affected: 18 }),
	},
	{
		name: "a server's user agent on every event",
		only: 'bots',
		answers: overview({ received: 640, accepted: 0, skipped: [{ reason: 'bot', n: 640, names: [] }] }),
	},
	{ name: 'an event setting in no campaign', ...account({ campaigns: [] }) },
	{ name: 'an archived event setting', ...account({ archived: true }) },
	{ name: 'a source that the setting does not listen to', ...account({ source_ids: ['clidsrc_7'] }) },
	{ name: 'no event setting', ...account({ event_type: 'lead_created' }) },
	{ name: 'the pixel of another ad account', ...account({}, 'px9') },
];
