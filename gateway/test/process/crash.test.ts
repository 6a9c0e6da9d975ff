/** kill -9 under load: no acknowledged event is lost, and nothing personal is found on the disk. */

import { expect } from 'chai';
import { isPoison, killUnderLoad } from './kill-under-load.js';

/** Acknowledged batches of 20 events before the kill. */
const BATCHES_BEFORE_KILL = 40;

describe('openai-ads start, killed under load', function () {
	this.timeout(120_000);

	// `npm run prove -- kills` kills it ten times.
	it('loses nothing it acknowledged, resends the same bytes, and keeps no e-mail on disk', async () => {
		const personal = ['@personal', 'secret-user', '4155552671', '555 2671', 'enevieve'];
		const searchFor = [...personal, 'order_created'];
		const options = { kills: 1, batchesBeforeKill: BATCHES_BEFORE_KILL, searchFor };
		const { acknowledged, arrived, dead, changed, disk } = await killUnderLoad(options);

		const ids = new Set([...arrived, ...dead]);
		expect(acknowledged.length).to.be.at.least(BATCHES_BEFORE_KILL * 20);
		expect(acknowledged.filter((id) => !ids.has(id))).to.deep.equal([]);
		expect(arrived).to.have.length(new Set(arrived).size);
		expect(dead).to.satisfy((letters: string[]) => letters.length > 0 && letters.every(isPoison));
		expect(changed).to.deep.equal([]);
		expect([...disk.found]).to.deep.equal(['order_created']);
	});
});
