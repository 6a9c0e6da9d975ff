import { expect } from 'chai';
import { toVariables } from '../../src/set-up/to-variables.js';
import { readEnvironment } from '../../src/settings/environment.js';

const DRAFT = {
	destination: { apiKey: 'k', pixelId: 'px_1', flushAt: 50 },
	gateway: {
		port: 9000,
		writeKeys: ['w1', { label: 'app', key: 'w2' }],
		webhookSecrets: { segment: 's1' },
		trustProxy: true,
		adminPort: 9001,
		alerts: { webhook: 'https://hooks.example/x', format: 'slack' },
	},
	pixels: {},
};

describe('toVariables', () => {
	it('puts what has a variable into it, and the rest into a file; together they say the same', () => {
		const { variables, file } = toVariables(DRAFT, false);
		const read = readEnvironment(Object.fromEntries(variables), { problems: [], files: new Set() });

		expect(file).to.deep.equal({ destination: { flushAt: 50 }, gateway: { port: 9000, alerts: { format: 'slack' } } });
		expect(read.destination).to.deep.equal({ apiKey: 'k', pixelId: 'px_1' });
		expect(read.gateway).to.deep.equal({
			writeKeys: ['w1', { label: 'app', key: 'w2' }],
			webhookSecrets: { segment: 's1' },
			trustProxy: true,
			adminPort: 9001,
			alerts: { webhook: 'https://hooks.example/x' },
		});
	});

	it('takes only keys out of a file for those who keep their settings in one', () => {
		const { variables, file } = toVariables(DRAFT, true);

		expect(variables.map(([name]) => name)).to.deep.equal([
			'OPENAI_CONVERSIONS_API_KEY',
			'OPENAI_ADS_WRITE_KEY',
			'OPENAI_ADS_SEGMENT_WEBHOOK_SECRET',
			'OPENAI_ADS_ALERTS_WEBHOOK',
		]);
		expect(file).to.deep.equal({
			destination: { pixelId: 'px_1', flushAt: 50 },
			gateway: { port: 9000, trustProxy: true, adminPort: 9001, alerts: { format: 'slack' } },
		});
	});

	for (const [name, writeKeys] of [
		['a key with a comma', ['a,b']],
		['a key with a colon', ['a:b']],
		['a label with a colon', [{ label: 'a:b', key: 'k' }]],
		['a public key among them', [{ label: 'a', key: 'k', kind: 'browser' }]],
		['a key in a file', [{ label: 'a', keyFile: '/run/k' }]],
		['a row that is not filled in', [{}]],
	] as const) {
		it(`leaves in the file what a variable would be read differently from: ${name}`, () => {
			const { variables, file } = toVariables({ destination: {}, gateway: { writeKeys }, pixels: {} }, true);

			expect([variables, file]).to.deep.equal([[], { gateway: { writeKeys } }]);
		});
	}
});
