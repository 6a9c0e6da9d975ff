import { expect } from 'chai';
import { gatewaySchema } from '../../src/settings/configuration.js';
import { findMissingCredentials, findMissingWriteKeys } from '../../src/settings/requirements.js';
import type { WriteKey } from '../../src/settings/write-keys.js';

describe('findMissingCredentials', () => {
	const find = (given: Record<string, unknown>, environment: Record<string, string> = {}) =>
		findMissingCredentials(given, environment).join('\n');

	it('misses nothing with key and pixel ID', () => {
		expect(find({ apiKey: 'k', pixelId: 'p' })).to.equal('');
	});

	it('names the variables of a missing key and pixel ID, and how to try things without', () => {
		expect(find({})).to.match(
			/^OPENAI_CONVERSIONS_API_KEY: required\. Create .*\nOPENAI_ADS_PIXEL_ID: required\..*\nTo try things without OpenAI: .*--sandbox/,
		);
	});

	it('names the one that is missing alone', () => {
		expect(find({ apiKey: 'k' }))
			.to.include('OPENAI_ADS_PIXEL_ID: required')
			.and.not.include('API_KEY');
		expect(find({ pixelId: 'p' }))
			.to.include('API_KEY: required')
			.and.not.include('PIXEL_ID');
	});

	for (const name of ['OPENAI_ADS_API_KEY', 'OPENAI_ADS_API_KEY_FILE']) {
		it(`says that ${name} is another key`, () => {
			const text = find({ pixelId: 'p' }, { [name]: 'secret' });

			expect(text).to.include(
				`OPENAI_CONVERSIONS_API_KEY: required. ${name} is set, but that is the Advertiser API key`,
			);
			expect(text).to.include('401').and.not.include('secret');
		});
	}
});

describe('findMissingWriteKeys', () => {
	const key = { key: 'w', kind: 'server', pixels: ['default'] } as const;
	const find = (gateway: Record<string, unknown>, keys: readonly WriteKey[] = []) =>
		findMissingWriteKeys(gatewaySchema.parse(gateway), keys).join('\n');

	it('lets a loopback host go without', () => {
		expect(find({})).to.equal('');
	});

	it('asks for one on a host that others can reach', () => {
		expect(find({ host: '0.0.0.0' })).to.include('OPENAI_ADS_WRITE_KEY: required because 0.0.0.0');
		expect(find({ host: '0.0.0.0' }, [key])).to.equal('');
	});

	for (const webhookSecrets of [{ segment: 's' }, { rudderstack: 's' }]) {
		it(`lets such a host go without write keys for the ${Object.keys(webhookSecrets)} webhook alone`, () => {
			expect(find({ host: '0.0.0.0', webhookSecrets })).to.equal('');
		});
	}

	it('does not count an absent secret', () => {
		expect(find({ host: '0.0.0.0', webhookSecrets: { segment: undefined } })).to.include('required because');
	});
});
