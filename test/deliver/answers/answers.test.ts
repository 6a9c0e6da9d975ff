/** One table of answers over all hosts: may an event come back, does it, and is somebody told? */

import { expect } from 'chai';
import { ROWS } from './answers.js';
import { fetchAnswering, HOSTS } from './hosts.js';

const BEFORE = 'accepted before';

for (const [name, host] of Object.entries(HOSTS)) {
	describe(`Answers of OpenAI, ${name}`, () => {
		for (const { claim, answer, fates, segmentFates, acceptedBefore, warns, told } of ROWS) {
			const expected = name === 'Segment' ? (segmentFates ?? fates) : fates;

			it(`${claim}: ${expected.join(', ')}`, async () => {
				const ids = fates.map((_, index) => `m${index}`);
				const fetch = fetchAnswering((sent) =>
					sent.includes(BEFORE) ? { status: 200, body: '{"accepted_events":1}' } : answer(sent),
				);

				const { endings, warnings } = await host(ids, fetch, acceptedBefore && BEFORE);

				expect(endings.map(({ fate }) => fate)).to.deep.equal(expected);
				const toTell = endings.filter(({ fate }) => fate !== 'taken' || expected.every((other) => other === 'taken'));
				for (const ending of toTell) expect(ending.told).to.match(told ?? /(?:)/);
				for (const { fate, told } of endings) if (fate !== 'taken') expect(told).not.to.equal('');
				if (warns && warnings !== undefined) expect(warnings.join()).to.match(/counted fewer events than were sent/);
			});
		}
	});
}
