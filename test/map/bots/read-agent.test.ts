import { expect } from 'chai';
import { list } from 'isbot';
import { LEFT_OUT, readAgent } from '../../../src/destination/map/bots/read-agent.js';

describe('readAgent', () => {
	it('remembers what it said, for some thousand agents', () => {
		const crawler = 'Mozilla/5.0 (compatible; OAI-AdsBot/1.0; +https://openai.com/adsbot)';
		const first = readAgent(crawler);

		expect(readAgent(crawler)).to.equal(first);
		for (let count = 0; count < 6000; count++) readAgent(`Mozilla/5.0 (${count})`);

		expect(readAgent(crawler)).not.to.equal(first);
		expect(readAgent(crawler)).to.deep.equal({ kind: 'crawler', family: 'OAI-AdsBot' });
	});

	it('ignores spaces around an agent', () => {
		expect(readAgent('  axios/1.13.2 ').kind).to.equal('library');
	});

	it('leaves out only patterns that isbot has, so that an update of isbot does not bring them back unseen', () => {
		expect([...LEFT_OUT].filter((pattern) => !list.includes(pattern))).to.deep.equal([]);
	});

	it('leaves out every pattern of isbot without a word, but for names that have none', () => {
		const wordless = list.filter((pattern) => !/[a-z]{2}/i.test(pattern.replace(/\\[a-z]|\[[^\]]*\]/g, '')));

		expect(wordless.filter((pattern) => !LEFT_OUT.has(pattern))).to.deep.equal(['24x7', '^w3c']);
	});
});
