import { expect } from 'chai';
import { summarizeCode } from '../../src/segment/code-summary.js';
import { readInstalledFunction } from '../../src/segment/desired-function.js';

describe('readInstalledFunction', () => {
	it('finds the built function with its version, and its settings, in the installed package', () => {
		const { code, displayName, settings } = readInstalledFunction();

		expect(summarizeCode(code).version).to.match(/^\d+\.\d+\.\d+/);
		expect(displayName).to.equal('OpenAI Ads');
		expect(settings.filter(({ required }) => required).map(({ name }) => name)).to.deep.equal(['apiKey', 'pixelId']);
	});

	it('has only setting types that Segment knows', () => {
		const types = new Set(readInstalledFunction().settings.map(({ type }) => type));

		expect(['ARRAY', 'BOOLEAN', 'STRING', 'TEXT_MAP']).to.include.members([...types]);
	});
});
