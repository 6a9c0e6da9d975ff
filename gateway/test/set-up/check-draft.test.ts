import { expect } from 'chai';
import { aSetUp } from './a-set-up.js';

const KEY = 'set-up-secret-000001';

describe('POST /api/set-up/check', () => {
	const { check } = aSetUp();
	const destination = { apiKey: KEY, pixelId: 'px_1' };

	it('says what is wrong in the words of the gateway, each with its place', async () => {
		const { problems, findings } = await check({
			target: 'file',
			destination: { ...destination, flushAt: 5000, eventMapping: [{ from: 'Paid', to: 'custom' }] },
			gateway: { prot: 1, hold: [{ events: ['order_created'], for: 'long', without: 'oppref' }] },
		});

		expect(problems).to.deep.equal([
			'destination.flushAt: expected an integer from 1 to 1000, got 5000.',
			'destination.eventMapping[0].customEventName: required because `to` is "custom", got nothing.',
			'gateway.hold.0.for: expected a time such as 30s, 10m, 24h or 2d, at most 6d.',
			'gateway.prot: unknown setting. Did you mean gateway.port?',
		]);
		expect(findings).to.deep.equal([]);
	});

	it('says what is missing, which is no mistake yet; in Segment the key is not asked for', async () => {
		const pixelId = "Pixel ID: Ads Manager shows it below the data source's name.";

		expect((await check({ target: 'segment' })).missing).to.deep.equal([pixelId]);
		expect((await check({ target: 'rudderstack' })).missing)
			.to.have.length(2)
			.and.to.include(pixelId);
		expect((await check({ target: 'file', destination })).missing).to.deep.equal([]);
	});

	it('makes the checks of doctor that need no key', async () => {
		const mapping = { 'data.contact': 'properties.email' };
		const { findings } = await check({ target: 'file', destination: { ...destination, fieldMapping: mapping } });

		expect(findings.map(({ id, code }) => [id, code])).to.deep.equal([
			['settings', 'settings_personal_data'],
			['canary', 'canary_ok'],
		]);
	});

	it('knows what a gateway of others than loopback needs', async () => {
		const { problems } = await check({
			target: 'file',
			destination,
			gateway: { host: '0.0.0.0', adminHost: '0.0.0.0' },
		});

		expect(problems.map((line) => line.split(':')[0])).to.deep.equal([
			'OPENAI_ADS_WRITE_KEY',
			'OPENAI_ADS_ADMIN_TOKEN',
		]);
	});

	it('reads no file that a form names, and says so of none', async () => {
		const pixels = {
			shop: {
				pixelId: 'px_1',
				apiKeyFile: '/etc/hostname',
				writeKeys: [{ keyFile: '/no/such/file' }, { keyFile: '/etc/passwd' }],
			},
		};

		const answer = await check({ target: 'file', pixels, gateway: { alerts: { webhookFile: '/no/such/file' } } });

		expect([answer.problems, answer.missing]).to.deep.equal([[], []]);
		expect(answer.placed?.file).to.deep.include({ pixels });
	});

	it('refuses a key that stands in the draft and in a file', async () => {
		const pixels = { shop: { pixelId: 'px_1', apiKey: KEY, apiKeyFile: '/run/key' } };

		const alerts = { webhook: 'https://hooks.example/x', webhookFile: '/run/hook' };
		expect((await check({ target: 'file', pixels, gateway: { alerts } })).problems).to.deep.equal([
			'gateway.alerts.webhook: expected either gateway.alerts.webhook or gateway.alerts.webhookFile, got both.',
			'pixels.shop.apiKey: expected either pixels.shop.apiKey or pixels.shop.apiKeyFile, got both.',
		]);
	});

	for (const [name, body, words] of [
		['without a target', {}, 'target: expected rudderstack, segment, file, environment.'],
		['with more than a form has', { target: 'file', other: 1 }, 'and nothing else'],
		['with a section that is none', { target: 'file', gateway: [] }, 'expected objects'],
		[
			'with more values than any form',
			{ target: 'file', gateway: { writeKeys: Array(10_001).fill('k') } },
			'at most 10000',
		],
	] as const) {
		it(`refuses a body ${name}`, async () => {
			const refusal = await check(body).then(
				() => undefined,
				(error: Error & { statusCode: number }) => error,
			);

			expect(refusal?.statusCode).to.equal(400);
			expect(refusal?.message).to.include(words);
		});
	}

	it('never says the value of a key', async () => {
		const secret = 'marked key with spaces';
		const answer = await check({
			target: 'file',
			destination: { apiKey: secret, pixelId: 'px_1' },
			gateway: {
				adminToken: secret,
				queue: secret,
				alerts: { webhook: secret },
				webhookSecrets: { rudderstack: secret },
			},
		});

		expect(answer.problems).to.have.length(5);
		expect(JSON.stringify(answer)).not.to.include('marked');
	});

	it('has every setting of the schema in its form, with its manual', () => {
		const { schema } = aSetUp().form();
		const { properties = {} } = schema;
		const [destinationNode, gatewayNode] = [properties['destination'], properties['gateway']] as {
			properties: Record<string, { description?: string }>;
		}[];

		for (const node of [destinationNode, gatewayNode])
			for (const [name, { description }] of Object.entries(node?.properties ?? {}))
				expect(description, name).to.be.a('string').and.not.equal('');
	});
});
