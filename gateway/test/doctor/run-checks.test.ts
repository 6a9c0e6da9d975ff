import { expect } from 'chai';
import type { WholeCheck } from '../../src/doctor/check.js';
import type { CheckId } from '../../src/doctor/finding.js';
import { ManualClock, runPendingWork } from '../manual-clock.js';
import { removeTemporaryFolders } from '../temporary-folder.js';
import { ADVERTISER, NOW, see } from './a-doctor.js';
import { anAccount } from './broken-integrations.js';

function aCheck(id: CheckId, run: WholeCheck['run']): WholeCheck {
	return { id, needs: [], asks: 'local', isPerPixel: false, run };
}

describe('runChecks', () => {
	afterEach(removeTemporaryFolders);

	it('prints findings in the order of the table, whichever check ends first', async () => {
		const { findings } = await see({ env: ADVERTISER, answers: anAccount() });

		const ids = findings.map(({ id }) => id);
		expect(ids).to.deep.equal([...ids].sort((one, other) => ORDER.indexOf(one) - ORDER.indexOf(other)));
		expect(ids).to.include.members(['variables', 'clock', 'key', 'canary', 'account', 'reported']);
	});
	const ORDER =
		'variables settings clock key canary queue skipped left-out ids attribution first bots account read-back names reported'.split(
			' ',
		);

	it('ends a check after ten seconds, and all of them after twenty-five', async () => {
		const clock = new ManualClock(NOW);
		const stopped: string[] = [];
		const hangs = (id: CheckId, needs: CheckId[] = []) => ({
			...aCheck(id, ({ signal }) => {
				signal.addEventListener('abort', () => stopped.push(id));
				return new Promise(() => {});
			}),
			needs,
		});
		const chain = [
			hangs('variables'),
			hangs('settings', ['variables']),
			hangs('clock', ['settings']),
			hangs('key', ['clock']),
		];
		let end: number | undefined;
		const seen = see({ checks: chain, ports: { nowMs: clock.nowMs, sleep: clock.sleep } }).then((result) => {
			end = clock.nowMs();
			return result;
		});
		await runPendingWork();
		await clock.advance(60_000);

		const { findings } = await seen;

		expect(findings.map(({ code, status }) => [code, status])).to.deep.equal(Array(4).fill(['too_late', 'warn']));
		expect(findings.map(({ message }) => /within (\d+) s/.exec(message)?.[1])).to.deep.equal(['10', '10', '5', '0']);
		expect(stopped).to.deep.equal(['variables', 'settings', 'clock', 'key']);
		expect(end).to.be.at.most(NOW + 60_000);
	});

	it('says that a check broke off, and no word of the error', async () => {
		const broken = aCheck('variables', async () => {
			throw new RangeError('jane@shop.example');
		});

		const { findings, text } = await see({ checks: [broken] });

		expect(findings[0]).to.include({ code: 'broke', status: 'warn' });
		expect(text).to.include('RangeError').and.not.include('jane');
	});

	it('does not try the canary with a key that is refused, and says so', async () => {
		const { findings, calls } = await see({
			answers: { 'POST /v1/events': { status: 401, body: {} } },
			only: 'canary',
		});

		expect(findings).to.have.length(1);
		expect(findings[0]).to.include({ id: 'canary', status: 'skip', code: 'canary_needs_key' });
		expect(calls.filter(({ route }) => route === 'POST /v1/events')).to.have.length(1);
	});

	it('makes the checks of each pixel by itself', async () => {
		const pixels = { eu: { pixelId: 'px-eu', apiKey: 'sk-eu' }, us: { pixelId: 'px-us', apiKey: 'sk-us' } };
		const answers = {
			'POST /v1/events': (url: URL, body: string) =>
				url.searchParams.get('pid') === 'px-us'
					? { status: 401, body: {} }
					: { body: { accepted_events: JSON.parse(body).events.length } },
		};

		const { findings } = await see({
			config: { pixels },
			env: { OPENAI_CONVERSIONS_API_KEY: '', OPENAI_ADS_PIXEL_ID: '' },
			answers,
		});

		const told = findings
			.filter(({ id }) => id === 'key' || id === 'canary')
			.map(({ id, pixel, status }) => `${id} ${pixel} ${status}`);
		expect(told).to.deep.equal(['key eu ok', 'key us fail', 'canary eu ok', 'canary us skip']);
	});

	it('asks for nothing offline, and needs no key', async () => {
		const none = { OPENAI_CONVERSIONS_API_KEY: '', OPENAI_ADS_PIXEL_ID: '' };

		const { findings, calls, exitCode } = await see({
			isOffline: true,
			env: { ...none, ...ADVERTISER, OPENAI_ADS_API_KEY: '' },
			isStrict: true,
		});

		expect(findings.map(({ id, status }) => `${id} ${status}`)).to.deep.equal([
			'variables ok',
			'settings ok',
			'canary ok',
		]);
		expect([calls, exitCode]).to.deep.equal([[], 0]);
	});

	it('lets OpenAI store nothing: every event is only validated', async () => {
		const { calls } = await see({});

		const posts = calls.filter(({ route }) => route === 'POST /v1/events');
		expect(posts).to.have.length(2);
		for (const { body } of posts) expect(JSON.parse(body)).to.include({ validate_only: true });
	});

	it('ends with 1 for a warning only if it is strict', async () => {
		const config = { destination: { validateOnly: true } };

		const [plain, strict] = [
			await see({ config, only: 'settings' }),
			await see({ config, only: 'settings', isStrict: true }),
		];

		expect([plain.exitCode, strict.exitCode]).to.deep.equal([0, 1]);
	});
});

describe('doctor beside a gateway in a sandbox', () => {
	afterEach(removeTemporaryFolders);

	const env = { OPENAI_CONVERSIONS_API_KEY: '', OPENAI_ADS_PIXEL_ID: '' };

	it('needs neither key nor pixel, and says what going live needs', async () => {
		const { text, exitCode } = await see({ env, answers: { 'GET /api/sandbox/faults': { body: [] } } });
		expect(text).to.match(/^openai-ads \S+, sandbox, gateway on 127\.0\.0\.1:8789\n/);
		expect(text).to.match(
			/^-- {2}key +the gateway is a sandbox, which takes any key; to go live, set\n +OPENAI_CONVERSIONS_API_KEY$/m,
		);
		expect(text).not.to.match(/^no /m);
		expect(exitCode).to.equal(0);
	});

	it('fails without them beside a live one', async () => {
		const { text, exitCode } = await see({ env });
		expect(text)
			.to.match(/^no {2}key /m)
			.and.match(/^no {2}settings /m);
		expect(exitCode).to.equal(1);
	});
});
