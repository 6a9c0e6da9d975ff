import { expect } from 'chai';
import { isLoopback } from 'openai-ads-destination/internal';
import { chooseMode } from '../../src/settings/choose-mode.js';
import { parseConfiguration } from '../../src/settings/configuration.js';
import { StartError } from '../../src/start-error.js';

describe('chooseMode', () => {
	const credentials = { apiKey: 'k', pixelId: 'p' };
	const choose = (
		destination: Record<string, unknown>,
		gateway: Record<string, unknown> = {},
		{ isSandboxAsked = false, environment = {} } = {},
	) => chooseMode(parseConfiguration({ destination, gateway }), isSandboxAsked, environment);

	it('is live with key and pixel ID', () => {
		expect(choose(credentials)).to.equal('live');
	});

	it('is a sandbox when asked, whatever is configured', () => {
		expect(choose(credentials, {}, { isSandboxAsked: true })).to.equal('sandbox');
	});

	it('is a sandbox without a key on a loopback host', () => {
		expect(choose({})).to.equal('sandbox');
	});

	it('refuses a missing key in production, naming the variables', () => {
		expect(() => choose({}, {}, { environment: { NODE_ENV: 'production' } })).to.throw(
			StartError,
			/OPENAI_ADS_API_KEY: required.*\nOPENAI_ADS_PIXEL_ID: required/,
		);
	});

	it('refuses a missing key on a host that others can reach', () => {
		expect(() => choose({}, { host: '0.0.0.0', writeKeys: ['w'] })).to.throw(
			StartError,
			'OPENAI_ADS_API_KEY: required',
		);
	});

	it('refuses a key without a pixel ID', () => {
		expect(() => choose({ apiKey: 'k' })).to.throw(StartError, 'OPENAI_ADS_PIXEL_ID: required');
	});

	it('refuses a host that others can reach without a write key, also as a sandbox', () => {
		for (const isSandboxAsked of [true, false]) {
			expect(() => choose(credentials, { host: '0.0.0.0' }, { isSandboxAsked })).to.throw(
				StartError,
				'OPENAI_ADS_WRITE_KEY: required because 0.0.0.0',
			);
		}
	});

	for (const webhookSecrets of [{ segment: 's' }, { rudderstack: 's' }]) {
		it(`lets such a host go without write keys for the ${Object.keys(webhookSecrets)} webhook alone`, () => {
			expect(choose(credentials, { host: '0.0.0.0', webhookSecrets })).to.equal('live');
		});
	}

	it('does not count an absent secret', () => {
		const webhookSecrets = { segment: undefined };

		expect(() => choose(credentials, { host: '0.0.0.0', webhookSecrets })).to.throw(StartError, 'required because');
	});
});

describe('isLoopback', () => {
	for (const [host, expected] of [
		['127.0.0.1', true],
		['127.9.9.9', true],
		['localhost', true],
		['::1', true],
		['0.0.0.0', false],
		['::', false],
		['127.example.com', false],
		['10.0.0.1', false],
	] as const) {
		it(`is ${expected} for ${host}`, () => {
			expect(isLoopback(host)).to.equal(expected);
		});
	}
});
