/** kill -9, ten times. */

import { expect } from 'chai';
import { killUnderLoad } from '../gateway/test/process/kill-under-load.js';
import type { Proof } from './proof.js';

const KILLS = 10;
const BATCHES_BEFORE_KILL = 100;
const PERSONAL = ['@personal', 'secret-user', '4155552671', '555 2671', 'enevieve'];

export const kills: Proof = {
	shows: `A gateway that is killed (kill -9) ${KILLS} times under load loses no event that it acknowledged.`,
	limitMinutes: 15,
	async run() {
		const { acknowledged, arrived, changed, resends, disk } = await killUnderLoad(KILLS, BATCHES_BEFORE_KILL);

		const ids = new Set(arrived);
		const lost = acknowledged.filter((id) => !ids.has(id));
		const personal = PERSONAL.filter((text) => disk.includes(text));
		expect([lost, changed, personal]).to.deep.equal([[], [], []]);
		expect(arrived).to.have.length(ids.size);
		expect(disk).to.include('order_created');
		return {
			kills: KILLS,
			'events acknowledged': acknowledged.length,
			'of these lost': lost.length,
			'events counted twice': arrived.length - ids.size,
			'events sent again': resends,
			'of these in other bytes': changed.length,
			'bytes on disk searched for personal data': disk.length,
			'found there': personal.length,
		};
	},
};
