import { expect } from 'chai';
import { findByName } from '../../src/segment/find-function.js';
import { StartError } from '../../src/start-error.js';
import { aSegmentFunction } from './a-segment-function.js';

describe('findByName', () => {
	const named = (...names: string[]) =>
		names.map((displayName, index) => aSegmentFunction({ id: `dfn_${index}`, displayName }));

	for (const [displayName, isFound] of [
		['OpenAI Ads', true],
		['OpenAI Ads (Acme)', true],
		['OpenAI Ads (Acme (EU))', true],
		['OpenAI Ads (Test) (Acme)', false],
		['OpenAI Ads Test (Acme)', false],
		['OpenAI Adsense', false],
		['openai ads (Acme)', false],
		['OpenAI Ads (Acme', false],
	] as const) {
		it(`${isFound ? 'finds' : 'passes over'} a function called ${displayName}`, () => {
			expect(findByName(named('Other (Acme)', displayName), 'OpenAI Ads')?.id).to.equal(isFound ? 'dfn_1' : undefined);
		});
	}

	it('finds a name that itself ends with brackets', () => {
		const functions = named('OpenAI Ads (Acme)', 'OpenAI Ads (Test) (Acme)');

		expect(findByName(functions, 'OpenAI Ads (Test)')?.id).to.equal('dfn_1');
	});

	it('refuses to choose between two, and names their ids', () => {
		const choose = () => findByName(named('OpenAI Ads (Acme)', 'OpenAI Ads (Acme)'), 'OpenAI Ads');

		expect(choose).to.throw(
			StartError,
			/got 2:\n {2}dfn_0 {2}OpenAI Ads \(Acme\)\n {2}dfn_1 .*\nSay which one with --id/,
		);
	});
});
