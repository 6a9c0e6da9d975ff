import { expect } from 'chai';
import { removeTemporaryFolders } from '../temporary-folder.js';
import { ADVERTISER, type Answers, NOW, see } from './a-doctor.js';
import { anAccount, anOverview, SETTING } from './broken-integrations.js';

const HOUR = 3_600_000;
const trendFrom = (hoursAgo: number, accepted: number, attributable = accepted) =>
	Array.from({ length: hoursAgo + 1 }, (_, index) => ({
		at: new Date(NOW - (hoursAgo - index) * HOUR).toISOString(),
		accepted,
		attributable,
	}));
const sent = (hoursAgo: number, accepted: number) => ({
	'GET /api/overview': anOverview({ accepted: accepted * (hoursAgo + 1), trend: trendFrom(hoursAgo, accepted) }),
});
const check = (only: 'account' | 'read-back' | 'names' | 'reported', answers: Answers) =>
	see({ only, env: ADVERTISER, answers: { ...anAccount(), ...answers } });

describe('the checks with the Advertiser key', () => {
	afterEach(removeTemporaryFolders);

	it('find a setting that a campaign uses', async () => {
		const { findings, calls } = await check('account', {});

		expect(findings[0]).to.include({ code: 'account_ok', status: 'ok' });
		expect(calls.filter(({ url }) => url.startsWith('https://api.ads.openai.com')).map(({ key }) => key)).to.deep.equal(
			Array(2).fill('Bearer sk-svcacct-advertiser'),
		);
	});

	it('take the best of several settings of one type', async () => {
		const data = [{ ...SETTING, archived: true }, { ...SETTING, campaigns: [] }, SETTING];

		const { findings } = await check('account', { 'GET /v1/conversions/event_settings': { body: { data } } });

		expect(findings.map(({ status }) => status)).to.deep.equal(['ok']);
	});

	const strange: [string, Answers[string]][] = [
		['not enabled', { status: 404, body: { error: 'Not found' } }],
		['no JSON', { body: '<html>' }],
		['another shape', { body: { items: [] } }],
		['names that are unknown', { body: { data: [{ kind: 'x' }] } }],
		['a server error', { status: 500, body: {} }],
		['too long', { body: `{"data":[${'{},'.repeat(400_000)}{}]}` }],
		['no connection', new TypeError('fetch failed')],
	];
	for (const [name, answer] of strange) {
		it(`never fail on an answer that is not understood: ${name}`, async () => {
			const answers = {
				'GET /v1/conversions/pixels': answer,
				'GET /v1/conversions/events': answer,
				'POST /v1/conversions/insights': answer,
			} as Answers;
			for (const id of ['account', 'read-back', 'names', 'reported'] as const) {
				// Any list of rows says that the names are known.
				if (id === 'names' && name === 'names that are unknown') continue;
				const { findings } = await check(id, answers);

				expect(
					findings.map(({ status }) => status),
					id,
				).to.deep.equal(['skip']);
			}
		});
	}

	it('warn once of an Advertiser key that is refused', async () => {
		const answers: Answers = {
			'GET /v1/conversions/pixels': { status: 401, body: {} },
			'GET /v1/conversions/events': { status: 401, body: {} },
		};

		const [account, readBack] = [await check('account', answers), await check('read-back', answers)];

		expect(account.findings[0]).to.include({ code: 'account_key_refused', status: 'warn' });
		expect(readBack.findings[0]).to.include({ status: 'skip' });
	});

	const sample = (channels: string[]) => ({
		'GET /v1/conversions/events': { body: { data: channels.map((api_channel) => ({ api_channel })) } },
	});
	it('read back what the server sent', async () => {
		const { findings } = await check('read-back', sample(['server_to_server', 'pixel_sdk']));

		expect(findings[0]).to.deep.include({ status: 'ok', evidence: { server: 1, browser: 1 } });
	});

	it('warn if none of ours is in the sample, and wait with that for fifteen minutes', async () => {
		const late = await check('read-back', { ...sample(['pixel_sdk']), ...sent(5, 3) });
		const early = await check('read-back', { ...sample([]), ...sent(0, 3) });

		expect(late.findings[0]).to.include({ code: 'read_back_none', status: 'warn' });
		expect(early.findings[0]).to.include({ status: 'not_yet', judgedFrom: new Date(NOW + 75 * 60_000).toISOString() });
		expect(early.exitCode).to.equal(0);
	});

	const knows = (known: string[]) => ({
		'POST /v1/conversions/insights': (_: URL, body: string) => {
			const { event_names: names = [] } = JSON.parse(body);
			return names.every((name: string) => known.includes(name)) ? { body: { data: [] } } : { status: 400, body: {} };
		},
	});
	const groups = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((customName) => ({
		type: 'custom',
		customName,
		source: 's',
		accepted: 9,
		verdicts: {},
		trend: [],
	}));
	const sentNames = (hours: number) => ({
		'GET /api/overview': anOverview({ trend: trendFrom(hours, 5), groups }),
	});

	it('name what OpenAI has never received, with at most five calls', async () => {
		const { findings, calls } = await check('names', {
			...knows(['a', 'b', 'c', 'd', 'e', 'f', 'g']),
			...sentNames(60),
		});

		expect(findings[0]).to.include({ code: 'names_unknown', status: 'fail' });
		expect(findings[0]?.affected).to.include('h').and.not.include('a');
		expect(calls.filter(({ route }) => route === 'POST /v1/conversions/insights').length).to.be.at.most(5);
	});

	it('wait two days before they call a name unknown', async () => {
		const { findings } = await check('names', { ...knows([]), ...sentNames(3) });

		expect(findings[0]).to.include({ status: 'not_yet', judgedFrom: new Date(NOW + 46 * HOUR).toISOString() });
	});

	const reports = (attributed_events: number) => ({
		'POST /v1/conversions/insights': { body: { data: [{ attributed_events }] } },
	});
	it('show what is reported, and warn if nothing is after two days', async () => {
		const some = await check('reported', { ...reports(12), ...sent(100, 9) });
		const none = await check('reported', { ...reports(0), ...sent(100, 9) });
		const early = await check('reported', { ...reports(0), ...sent(4, 9) });

		expect(some.findings[0]).to.include({ code: 'reported_shown', status: 'ok' });
		expect(none.findings[0]).to.include({ code: 'reported_none', status: 'warn' });
		expect(early.findings[0]).to.include({ code: 'reported_wait', status: 'not_yet' });
	});
});
