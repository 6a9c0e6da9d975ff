import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import nock from 'nock';
import { deploySegmentFunction, type SegmentDeployFlags } from '../../src/cli/run-segment-deploy.js';
import { StartError } from '../../src/start-error.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { aDesiredFunction, aSegmentFunction, aSetting, PIXEL_ID } from './a-segment-function.js';

const TOKEN = 'sgp_secret-token';
const ORIGIN = 'https://api.segmentapis.com';
const MEDIA_TYPE = 'application/vnd.segment.v1+json';

describe('openai-ads segment deploy', () => {
	let folder: string;

	beforeEach(() => {
		folder = temporaryFolder();
		nock.disableNetConnect();
	});
	afterEach(() => {
		const left = nock.pendingMocks();
		nock.cleanAll();
		nock.enableNetConnect();
		removeTemporaryFolders();
		expect(left).to.deep.equal([]);
	});

	/** Runs the command in this process. */
	async function deploy(flags: Partial<SegmentDeployFlags> = {}, desired = aDesiredFunction()) {
		const [out, err, waits]: [string[], string[], number[]] = [[], [], []];
		const ports = {
			environment: { SEGMENT_PUBLIC_API_TOKEN: TOKEN },
			print: (text: string) => out.push(text),
			tell: (text: string) => err.push(text),
			sleep: async (ms: number) => waits.push(ms),
			fetch: (url: string, init: RequestInit) => fetch(url, init),
			readFunction: () => desired,
		};
		const code = await deploySegmentFunction({ region: 'us', copyTo: folder, ...flags }, ports).catch((error) => {
			if (!(error instanceof StartError)) throw error;
			err.push(error.message);
			return 2;
		});
		const [stdout, stderr] = [out.join('\n'), err.join('\n')];
		expect(stdout + stderr).not.to.include(TOKEN);
		return { code, stdout, stderr, waits };
	}

	const segment = (origin = ORIGIN) =>
		nock(origin, { reqheaders: { authorization: `Bearer ${TOKEN}`, accept: MEDIA_TYPE } });
	const aPage = (functions: object[], next: string | null = null) => ({
		data: { functions, pagination: { current: 'MA==', next, previous: null, totalEntries: functions.length } },
	});
	const anAnswer = (live: object) => ({ data: { function: live } });

	/** The list, without code as lists may be. */
	function listing(...functions: ReturnType<typeof aSegmentFunction>[]) {
		const list = functions.map(({ code: _code, ...rest }) => rest);
		return segment()
			.get('/functions')
			.query({ resourceType: 'DESTINATION', 'pagination.count': '200' })
			.reply(200, aPage(list));
	}
	function holding(live: ReturnType<typeof aSegmentFunction>) {
		listing(live);
		segment().get(`/functions/${live.id}`).reply(200, anAnswer(live));
	}
	function patching(body: nock.RequestBodyMatcher, live: object) {
		segment().patch('/functions/dfn_1', body).matchHeader('content-type', MEDIA_TYPE).reply(200, anAnswer(live));
	}

	describe('without --apply', () => {
		it('only reads, prints what would be created, and ends with 0', async () => {
			listing(aSegmentFunction({ displayName: 'Other (Acme)' }));

			const { code, stdout, stderr } = await deploy();

			expect(code).to.equal(0);
			expect(stdout.split('\n')).to.deep.equal([
				'OpenAI Ads: not in this workspace yet',
				'+ code: version 0.2.0, 60 bytes, sha256 682e2a1fda28',
				'+ description: "Sends conversions."',
				'+ setting `apiKey`: STRING, required, secret, "API key"',
				'+ setting `pixelId`: STRING, required, "Pixel ID"',
			]);
			expect(stderr).to.equal('This was a dry run: nothing was changed. Run again with --apply to make the change.');
		});

		it('only reads, prints what would be updated, and ends with 0', async () => {
			const settings = [
				aSetting({ label: 'Key\u001b[31m' }),
				{ ...PIXEL_ID, type: 'ARRAY' },
				aSetting({ name: 'team' }),
			];
			holding(aSegmentFunction({ code: 'function mine() {}', description: 'old', settings }));

			const { code, stdout, stderr } = await deploy();

			expect(code).to.equal(0);
			expect(stdout.split('\n')).to.deep.equal([
				'OpenAI Ads (Acme) (dfn_1)',
				'~ code',
				'    from no version of ours, 18 bytes, sha256 4acc428706ae',
				'    to   version 0.2.0, 60 bytes, sha256 682e2a1fda28',
				'~ description: "old" -> "Sends conversions."',
				'~ setting `apiKey`: label: "Key\\u001b[31m" -> "API key"',
				'! setting `pixelId`: type: "ARRAY" -> "STRING"',
				'= setting `team`: STRING, required, secret. Added in Segment, stays',
			]);
			expect(stderr).to.include('dry run');
			expect(readdirSync(folder)).to.deep.equal([]);
		});

		it('says when there is nothing to change', async () => {
			holding(aSegmentFunction());

			expect(await deploy()).to.include({
				code: 0,
				stdout: 'OpenAI Ads (Acme) (dfn_1)\nNothing to change.',
				stderr: '',
			});
		});

		it('prints one JSON object with --json', async () => {
			holding(aSegmentFunction({ description: 'old' }));

			const { stdout } = await deploy({ json: true });

			expect(JSON.parse(stdout)).to.deep.equal({
				action: 'update',
				applied: false,
				id: 'dfn_1',
				displayName: 'OpenAI Ads (Acme)',
				deployedAt: '2026-11-01T00:00:00.000Z',
				difference: { description: { from: 'old', to: 'Sends conversions.' }, settings: [] },
			});
		});
	});

	describe('with --apply', () => {
		it('creates the function with one request, and says what to do next', async () => {
			listing();
			const { displayName, ...content } = aDesiredFunction();
			segment()
				.post('/functions', { displayName, resourceType: 'DESTINATION', ...content })
				.matchHeader('content-type', MEDIA_TYPE)
				.reply(200, anAnswer(aSegmentFunction({ id: 'dfn_new' })));

			const { code, stderr } = await deploy({ apply: true });

			expect(code).to.equal(0);
			expect(stderr).to.include('Created OpenAI Ads (Acme) (dfn_new), deployed 2026-11-01T00:00:00.000Z.');
			expect(stderr).to.include('Connect Destination, choose a source, fill in API key, Pixel ID, and switch it on.');
			expect(stderr).not.to.include('--id');
			expect(readdirSync(folder)).to.deep.equal([]);
		});

		it('creates it under another name with --name', async () => {
			listing(aSegmentFunction());
			segment()
				.post('/functions', (body) => body.displayName === 'OpenAI Ads (Test)')
				.reply(200, anAnswer(aSegmentFunction({ displayName: 'OpenAI Ads (Test) (Acme)' })));

			const { code, stderr } = await deploy({ apply: true, name: 'OpenAI Ads (Test)' });

			expect(code).to.equal(0);
			expect(stderr).to.include('Created OpenAI Ads (Test) (Acme)');
		});

		it('sends only what differs, and neither name nor logo', async () => {
			holding(aSegmentFunction({ code: 'old' }));
			patching({ code: aDesiredFunction().code }, aSegmentFunction());

			const { code, stderr } = await deploy({ apply: true });

			expect(code).to.equal(0);
			expect(stderr).to.include('Updated OpenAI Ads (Acme) (dfn_1), deployed 2026-11-01T00:00:00.000Z.');
			expect(stderr).not.to.include('Connect Destination');
		});

		it('keeps a copy of the former function, readable only by its owner, as the request that restores it', async () => {
			const { description, settings } = aSegmentFunction();
			holding(aSegmentFunction({ code: 'typed by hand' }));
			patching(() => true, aSegmentFunction());

			const { stderr } = await deploy({ apply: true });

			const file = join(folder, readdirSync(folder)[0] ?? '');
			expect(JSON.parse(readFileSync(file, 'utf8'))).to.deep.equal({ code: 'typed by hand', description, settings });
			expect(statSync(file).mode & 0o777).to.equal(0o600);
			expect(stderr).to.include(`A copy of the former function is in ${file}.`);
		});

		it('changes nothing if the copy cannot be written', async () => {
			holding(aSegmentFunction({ code: 'old' }));

			const { code, stderr } = await deploy({ apply: true, copyTo: join(folder, 'nowhere') });

			expect(code).to.equal(2);
			expect(stderr).to.include('--copy-to').and.include('ENOENT').and.include('Nothing was changed.');
		});

		it('sends settings that somebody added in Segment back as they are', async () => {
			const team = aSetting({ name: 'team', label: 'Team', required: false, sensitive: false });
			holding(aSegmentFunction({ settings: [team, aSetting()] }));
			const settings = [aSetting(), PIXEL_ID, team];
			patching({ settings }, aSegmentFunction({ settings }));

			expect(await deploy({ apply: true })).to.include({ code: 0 });
		});

		it('writes nothing when there is nothing to change', async () => {
			holding(aSegmentFunction());

			expect(await deploy({ apply: true })).to.include({ code: 0, stderr: '' });
		});

		it('refuses to change the type of a setting, whose values might be lost', async () => {
			holding(aSegmentFunction({ settings: [aSetting(), { ...PIXEL_ID, type: 'ARRAY' }] }));

			const { code, stderr } = await deploy({ apply: true });

			expect(code).to.equal(2);
			expect(stderr).to.include('`pixelId`').and.include('Nothing was changed.');
		});

		it('ends with 1 when Segment holds something else afterwards', async () => {
			holding(aSegmentFunction({ code: 'old', description: 'old' }));
			patching(() => true, aSegmentFunction({ code: 'cut off' }));

			const { code, stderr } = await deploy({ apply: true });

			expect(code).to.equal(1);
			expect(stderr).to.include('dfn_1: expected Segment to hold what was sent, got something else in code.');
		});

		it('does not judge parts that the answer leaves out', async () => {
			holding(aSegmentFunction({ code: 'old' }));
			patching(() => true, { id: 'dfn_1', displayName: 'OpenAI Ads (Acme)' });

			expect(await deploy({ apply: true })).to.include({ code: 0 });
		});

		it('says if connected destinations run an older version', async () => {
			holding(aSegmentFunction({ code: 'old' }));
			patching(() => true, aSegmentFunction({ isLatestVersion: false }));

			expect((await deploy({ apply: true })).stderr).to.include('press Save & Deploy');
		});

		it('prints the id of a created function with --json', async () => {
			listing();
			segment()
				.post('/functions')
				.reply(200, anAnswer(aSegmentFunction({ id: 'dfn_new' })));

			const { stdout } = await deploy({ apply: true, json: true });

			expect(JSON.parse(stdout)).to.include({ action: 'create', applied: true, id: 'dfn_new' });
		});
	});

	describe('choosing the function', () => {
		it('reads all pages of the list', async () => {
			const query = { resourceType: 'DESTINATION', 'pagination.count': '200' };
			const other = aSegmentFunction({ id: 'dfn_0', displayName: 'Other (Acme)' });
			segment()
				.get('/functions')
				.query(query)
				.reply(200, aPage([other], 'Mw=='));
			segment()
				.get('/functions')
				.query({ ...query, 'pagination.cursor': 'Mw==' })
				.reply(200, aPage([aSegmentFunction()]));
			segment().get('/functions/dfn_1').reply(200, anAnswer(aSegmentFunction()));

			expect((await deploy()).stdout).to.include('Nothing to change.');
		});

		it('stops reading a list that never ends', async () => {
			segment().get('/functions').query(true).times(100).reply(200, aPage([], 'Mw=='));

			const { code, stderr } = await deploy();

			expect(code).to.equal(1);
			expect(stderr).to.include('expected at most 100 pages');
		});

		it('passes over source and insert functions of the same name', async () => {
			listing(aSegmentFunction({ resourceType: 'SOURCE' }), aSegmentFunction({ resourceType: 'INSERT_DESTINATION' }));

			expect((await deploy()).stdout).to.include('not in this workspace yet');
		});

		it('refuses two of the same name with both ids, and ends with 2', async () => {
			listing(aSegmentFunction(), aSegmentFunction({ id: 'dfn_2' }));

			const { code, stderr } = await deploy({ apply: true });

			expect(code).to.equal(2);
			expect(stderr).to.include('dfn_1').and.include('dfn_2').and.include('--id');
		});

		it('mentions functions with similar names before it creates another one', async () => {
			listing(
				aSegmentFunction({ displayName: 'OpenAI Ads - Acme' }),
				aSegmentFunction({ displayName: 'Other (Acme)' }),
			);

			const { stdout } = await deploy();

			expect(stdout).to.include('? there is also OpenAI Ads - Acme (dfn_1): if you mean that one, use --id dfn_1');
			expect(stdout).not.to.include('Other');
		});

		it('says that a new function needs --id from now on if Segment gave it a name that cannot be found again', async () => {
			listing();
			segment()
				.post('/functions')
				.reply(200, anAnswer(aSegmentFunction({ displayName: 'OpenAI Ads - Acme' })));

			expect((await deploy({ apply: true })).stderr).to.include('from now on use --id dfn_1.');
		});

		it('takes the function of --id without reading the list', async () => {
			segment()
				.get('/functions/dfn_9')
				.reply(200, anAnswer(aSegmentFunction({ id: 'dfn_9', displayName: 'Ads (Acme)' })));

			expect((await deploy({ id: 'dfn_9' })).stdout).to.equal('Ads (Acme) (dfn_9)\nNothing to change.');
		});

		it('refuses an --id that is a source function', async () => {
			segment()
				.get('/functions/sfn_1')
				.reply(200, anAnswer(aSegmentFunction({ resourceType: 'SOURCE' })));

			const { code, stderr } = await deploy({ id: 'sfn_1', apply: true });

			expect(code).to.equal(2);
			expect(stderr).to.include('got one of type SOURCE');
		});

		it('sends any --id as part of the path', async () => {
			segment().get('/functions/..%2Fsources%3Fx').reply(404, {});

			expect((await deploy({ id: '../sources?x' })).code).to.equal(1);
		});

		it('uses the European endpoint with --region eu', async () => {
			segment('https://eu1.api.segmentapis.com').get('/functions/dfn_1').reply(200, anAnswer(aSegmentFunction()));

			expect((await deploy({ region: 'eu', id: 'dfn_1' })).code).to.equal(0);
		});

		it('refuses --id together with --name', async () => {
			expect(await deploy({ id: 'dfn_1', name: 'x' })).to.include({ code: 2 });
		});
	});

	describe('failing', () => {
		const words = (message: string, field?: string) => ({
			errors: [{ type: 'x', message, ...(field ? { field } : {}) }],
		});

		for (const [status, advice] of [
			[400, 'please report it'],
			[401, 'SEGMENT_PUBLIC_API_TOKEN'],
			[403, 'Functions Admin'],
			[404, '--region'],
			[302, 'please report it'],
		] as const) {
			it(`ends with 1 at ${status} after one request, and says what to do`, async () => {
				segment().get('/functions').query(true).reply(status, words('No.'), { location: 'https://elsewhere.example/' });

				const { code, stdout, stderr, waits } = await deploy();

				expect([code, stdout, waits]).to.deep.equal([1, '', []]);
				expect(stderr).to.include(`openai-ads: GET /functions: Segment answered ${status} (No.).`).and.include(advice);
			});
		}

		it('shows which value Segment does not accept, on one line, without the token', async () => {
			holding(aSegmentFunction({ code: 'old' }));
			segment()
				.patch('/functions/dfn_1')
				.reply(422, words(`bad\n\u001b[2J ${TOKEN}`, 'code'));

			const { code, stderr } = await deploy({ apply: true });

			expect(code).to.equal(1);
			expect(stderr).to.include('PATCH /functions/dfn_1: Segment answered 422 (code: bad [2J …)');
			expect(stderr).to.include('Nothing was changed.');
		});

		it('repeats a read after 429 and 5xx, waiting as long as Segment asks', async () => {
			const get = () => segment().get('/functions/dfn_1');
			get().reply(429, { errors: [{ message: 'Too many requests', data: { msBeforeNext: 57_647 } }] });
			get().reply(503, 'gone', { 'retry-after': '2' });
			get().replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
			get().reply(200, anAnswer(aSegmentFunction()));

			const { code, waits } = await deploy({ id: 'dfn_1' });

			expect([code, waits]).to.deep.equal([0, [57_647, 2000, 4000]]);
		});

		it('gives up a read after four attempts', async () => {
			segment().get('/functions/dfn_1').times(4).reply(500);

			const { code, stderr, waits } = await deploy({ id: 'dfn_1' });

			expect([code, waits]).to.deep.equal([1, [1000, 2000, 4000]]);
			expect(stderr).to.include('Segment failed: try again later.');
		});

		it('does not wait longer than a minute, but says how long to wait', async () => {
			segment().get('/functions/dfn_1').reply(429, {}, { 'retry-after': '3600' });

			const { code, stderr, waits } = await deploy({ id: 'dfn_1' });

			expect([code, waits]).to.deep.equal([1, []]);
			expect(stderr).to.include('run the command again in 3600 s');
		});

		for (const [name, reply] of [
			['5xx', (write: nock.Interceptor) => write.reply(502, '<html>')],
			['a broken connection', (write: nock.Interceptor) => write.replyWithError('reset')],
			['an answer that is not JSON', (write: nock.Interceptor) => write.reply(200, '<html>')],
		] as const) {
			it(`does not repeat a write after ${name}, and says that its outcome is unknown`, async () => {
				holding(aSegmentFunction({ code: 'old' }));
				reply(segment().patch('/functions/dfn_1'));

				const { code, stderr, waits } = await deploy({ apply: true });

				expect([code, waits]).to.deep.equal([1, []]);
				expect(stderr).to.include('It is not known whether the change was made');
			});
		}

		it('does not repeat a write after 429, and says that nothing was changed', async () => {
			listing();
			segment().post('/functions').reply(429, {});

			const { code, stderr } = await deploy({ apply: true });

			expect(code).to.equal(1);
			expect(stderr).to.include('again in a minute').and.include('Nothing was changed.');
		});

		it('says where an answer differs from the documented one', async () => {
			segment()
				.get('/functions/dfn_1')
				.reply(200, { data: { function: { name: 'no id' } } });

			const { code, stderr } = await deploy({ id: 'dfn_1' });

			expect(code).to.equal(1);
			expect(stderr).to.include('(at data.function.id)');
		});
	});
});
