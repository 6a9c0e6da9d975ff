import { expect } from 'chai';
import { aSetUp } from './a-set-up.js';

const KEY = 'sk-svcacct-Mark3dKey-0123456789';
const ENDPOINT = 'https://openai.example/v1/events';
const ADVERTISER = 'http://127.0.0.1:9/v1';
const PIXELS = { default: { apiKey: KEY, pixelId: 'px_1' } };

type Reply = (url: URL) => { status: number; body: object };

/** OpenAI in a function: what it was asked, and by which key. */
function anOpenAI(reply: Reply) {
	const asked: { url: string; key: string | null; body: string }[] = [];
	const fetch = async (address: string | URL | Request, init: RequestInit = {}) => {
		const url = new URL(String(address));
		asked.push({ url: url.href, key: new Headers(init.headers).get('authorization'), body: String(init.body) });
		const { status, body } = reply(url);
		return new Response(JSON.stringify(body), { status });
	};
	return { asked, fetch };
}

const taken: Reply = () => ({ status: 200, body: { accepted_events: 1 } });
const refused: Reply = (url) =>
	url.pathname.endsWith('/ad_account')
		? { status: 200, body: {} }
		: { status: 401, body: { error: { message: 'ads.third_party_events.write' } } };

describe('POST /api/set-up/check-key', () => {
	it('asks OpenAI once with the key, to validate one example only, and says that it is taken', async () => {
		const { asked, fetch } = anOpenAI(taken);

		const answer = await aSetUp({ fetch }).checkKeys({ pixels: PIXELS });

		expect(answer.asked).to.equal('openai');
		expect(answer.findings.map(({ id, code, status, pixel }) => [id, code, status, pixel])).to.deep.equal([
			['key', 'key_ok', 'ok', undefined],
		]);
		expect(asked.map(({ url, key }) => [url, key])).to.deep.equal([[`${ENDPOINT}?pid=px_1`, `Bearer ${KEY}`]]);
		expect(JSON.parse(asked[0]?.body ?? '')).to.include({ validate_only: true });
	});

	it('tells an Advertiser key from one that nobody takes, and where each was typed', async () => {
		const { fetch, asked } = anOpenAI(refused);
		const environment = { OPENAI_ADS_ADVERTISER_ENDPOINT: ADVERTISER };

		const { findings } = await aSetUp({ fetch, environment }).checkKeys({ pixels: PIXELS });

		expect(findings[0]?.code).to.equal('key_is_advertiser');
		expect(findings[0]?.remediation[0]).to.include('put it into destination.apiKey.');
		expect(asked[1]?.url).to.equal(`${ADVERTISER}/ad_account`);
	});

	it('names the pixel of each finding where there are several', async () => {
		const { fetch } = anOpenAI((url) => (url.search.includes('px_2') ? refused(url) : taken(url)));
		const pixels = { eu: { apiKey: KEY, pixelId: 'px_1' }, us: { apiKey: 'other-key', pixelId: 'px_2' } };

		const { findings } = await aSetUp({ fetch }).checkKeys({ pixels });

		expect(findings.map(({ pixel, code }) => [pixel, code])).to.deep.equal([
			['eu', 'key_ok'],
			['us', 'key_foreign'],
		]);
		expect(findings[1]?.remediation[0]).to.include('put it into pixels.us.apiKey.');
	});

	it('hides the key in what OpenAI says, though it looks like a word', async () => {
		const apiKey = 'Mark3dKey';
		const { fetch } = anOpenAI(() => ({ status: 400, body: { error: { message: `Not for ${apiKey}: no.` } } }));

		const answer = await aSetUp({ fetch }).checkKeys({ pixels: { default: { apiKey, pixelId: 'px_1' } } });

		expect(answer.findings[0]?.message).to.include('Not for …: no.');
		expect(JSON.stringify(answer)).not.to.include('Mark3d');
	});

	describe('in a sandbox', () => {
		const sandbox = { isSandbox: true, readEndpoint: () => 'http://127.0.0.1:9/v1/events' };

		it('asks the sandbox, and says that OpenAI was not asked', async () => {
			const { fetch, asked } = anOpenAI(taken);

			const { asked: who, findings } = await aSetUp({ ...sandbox, fetch }).checkKeys({ pixels: PIXELS });

			expect(who).to.equal('sandbox');
			expect(findings.map(({ message }) => message)).to.deep.equal([
				'The sandbox takes it, as it takes any. OpenAI was not asked.',
			]);
			expect(asked.map(({ url }) => url)).to.deep.equal(['http://127.0.0.1:9/v1/events?pid=px_1']);
		});

		it('sends the key nowhere else when a fault refuses it', async () => {
			const { fetch, asked } = anOpenAI(refused);

			const { findings } = await aSetUp({ ...sandbox, fetch }).checkKeys({ pixels: PIXELS });

			expect(findings[0]?.code).to.equal('key_fault');
			expect(asked.map(({ url }) => new URL(url).host)).to.deep.equal(['127.0.0.1:9']);
		});
	});

	for (const [name, body, words] of [
		['without pixels', {}, 'pixels: expected 1 to 20.'],
		[
			'with too many',
			{ pixels: Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`p${n}`, PIXELS.default])) },
			'1 to 20',
		],
		[
			'with another place to send the key to',
			{ pixels: PIXELS, endpoint: 'https://evil.example' },
			'Expected pixels, and nothing else.',
		],
		[
			'with such a place at a pixel',
			{ pixels: { a: { ...PIXELS.default, destination: {} } } },
			'Expected apiKey and pixelId, and nothing else.',
		],
		['without a key', { pixels: { a: { pixelId: 'px_1' } } }, 'apiKey: expected a text of 1 to 4000 characters.'],
		['with a key too long', { pixels: { a: { apiKey: `Mark3d${'k'.repeat(4000)}`, pixelId: 'p' } } }, '1 to 4000'],
		[
			'with a key that can be none',
			{ pixels: { a: { apiKey: 'Mark3d key', pixelId: 'p' } } },
			'expected a key of visible ASCII characters',
		],
		['with a name that no pixel has', { pixels: { 'a b': PIXELS.default } }, 'expected letters, digits'],
	] as const) {
		it(`refuses a body ${name}, asks nobody, and repeats no key`, async () => {
			const { fetch, asked } = anOpenAI(taken);

			const refusal = await aSetUp({ fetch })
				.checkKeys(body)
				.then(
					() => undefined,
					(error: Error & { statusCode: number }) => error,
				);

			expect([refusal?.statusCode, asked]).to.deep.equal([400, []]);
			expect(refusal?.message).to.include(words).and.not.to.include('Mark3d');
		});
	}
});
