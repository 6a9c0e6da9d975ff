import { expect } from 'chai';
import { VARIABLE_NAMES } from '../../src/settings/environment.js';
import { findUnknownVariables, listServiceVariables } from '../../src/settings/unknown-variables.js';

describe('findUnknownVariables', () => {
	const suggestions = [
		['OPENAI_ADS_APIKEY', 'OPENAI_CONVERSIONS_API_KEY'],
		['OPENAI_ADS_KEY_FILE', 'OPENAI_CONVERSIONS_API_KEY_FILE'],
		['OPENAI_ADS_CONVERSIONS_API_KEY', 'OPENAI_CONVERSIONS_API_KEY'],
		['OPENAI_CONVERSIONS_APIKEY', 'OPENAI_CONVERSIONS_API_KEY'],
		['OPENAI_CONVERSION_API_KEY', 'OPENAI_CONVERSIONS_API_KEY'],
		['OPENAI_CONVERSIONS_PIXEL_ID', 'OPENAI_ADS_PIXEL_ID'],
		['OPENAI_ADS_PIXELID', 'OPENAI_ADS_PIXEL_ID'],
		['OPENAI_ADS_WIRTE_KEY', 'OPENAI_ADS_WRITE_KEY'],
		['OPENAI_ADS_CORS', 'OPENAI_ADS_CORS_ORIGINS'],
		['OPENAI_ADS_PIXEL_ID_FLIE', 'OPENAI_ADS_PIXEL_ID_FILE'],
	] as const;
	for (const [name, meant] of suggestions) {
		it(`suggests ${meant} for ${name}`, () => {
			const [line, ...others] = findUnknownVariables({ [name]: 'secret' });

			expect(line).to.include(`${name}: unknown variable. Did you mean ${meant}?`).and.not.include('secret');
			expect(others).to.deep.equal([]);
		});
	}

	it('says which key OPENAI_ADS_API_KEY is where that was almost written', () => {
		expect(findUnknownVariables({ OPENAI_ADS_APIKEY: 'x' })[0]).to.include(
			'OPENAI_ADS_API_KEY is the Advertiser API key',
		);
	});

	it('says where the known ones are listed if none is alike', () => {
		expect(findUnknownVariables({ OPENAI_ADS_KAFKA_BROKERS: '1' })).to.deep.equal([
			'OPENAI_ADS_KAFKA_BROKERS: unknown variable. `openai-ads start --help` lists the ones that this version reads.',
		]);
	});

	it('names all of them', () => {
		expect(findUnknownVariables({ OPENAI_ADS_A: '1', OPENAI_ADS_B: '2' })).to.have.length(2);
	});

	for (const [name, value] of [
		['OPENAI_ADS_SERVICE_HOST', '10.0.0.11'],
		['OPENAI_ADS_SERVICE_PORT', '8787'],
		['OPENAI_ADS_SERVICE_PORT_HTTP', '8787'],
		['OPENAI_ADS_PORT', 'tcp://10.0.0.11:8787'],
		['OPENAI_ADS_PORT_8787_TCP', 'tcp://10.0.0.11:8787'],
		['OPENAI_ADS_PORT_8787_TCP_PROTO', 'tcp'],
		['OPENAI_ADS_PORT_8787_TCP_PORT', '8787'],
		['OPENAI_ADS_PORT_8787_TCP_ADDR', '10.0.0.11'],
		['OPENAI_ADS_GATEWAY_SERVICE_PORT_HTTP', '8787'],
		['OPENAI_ADS_GATEWAY_PORT', 'tcp://10.0.0.11:8787'],
		['OPENAI_ADS_GATEWAY_PORT_8787_TCP_ADDR', '10.0.0.11'],
	] as const) {
		it(`passes over ${name}, which Kubernetes injects`, () => {
			expect(findUnknownVariables({ [name]: value })).to.deep.equal([]);
		});
	}

	it('passes over known names and their files, the Advertiser key, empty ones, and the names of others', () => {
		const known = [...VARIABLE_NAMES, 'OPENAI_ADS_API_KEY'].flatMap((name) => [
			[name, 'x'],
			[`${name}_FILE`, 'x'],
		]);
		const others = { OPENAI_API_KEY: 'x', OPENAI_BASE_URL: 'x', OPENAI_ADS: 'x', OPENAI_ADS_EMPTY: ' ', PATH: '/bin' };

		expect(findUnknownVariables({ ...Object.fromEntries(known), ...others })).to.deep.equal([]);
	});
});

describe('listServiceVariables', () => {
	it('names what comes from Kubernetes, also where it has the name of a setting, and no setting', () => {
		const injected = {
			OPENAI_ADS_PORT: 'tcp://10.0.0.11:8787',
			OPENAI_ADS_SERVICE_HOST: '10.0.0.11',
			OPENAI_ADS_TRANSFORMER_PORT: 'tcp://10.0.0.12:8790',
		};
		const own = { OPENAI_ADS_ADMIN_PORT: '8789', OPENAI_ADS_PIXEL_ID: 'px', REDIS_PORT: 'tcp://10.0.0.1:6379' };

		expect(listServiceVariables({ ...injected, ...own })).to.deep.equal(Object.keys(injected));
		expect(listServiceVariables({ ...own, OPENAI_ADS_TRANSFORMER_PORT: '8790', OPENAI_ADS_PORT: ' ' })).to.deep.equal(
			[],
		);
	});
});
