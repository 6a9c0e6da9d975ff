import { expect } from 'chai';
import { createMemoryProfiles } from '../../src/destination/profile/memory-profiles.js';
import type { Profile } from '../../src/destination/profile/profile.js';
import { DAY_MS, NOW_MS } from '../deliver/delivery-builders.js';

const click = (value: string, seenAtMs = NOW_MS): Profile => ({ oppref: { value, seenAtMs } });

describe('createMemoryProfiles', () => {
	it('answers for each key in order', async () => {
		const profiles = createMemoryProfiles({ nowMs: () => NOW_MS });
		await profiles.merge([
			{ key: 'a', profile: click('1') },
			{ key: 'b', profile: click('2') },
		]);

		const found = await profiles.get(['b', 'x', 'a']);

		expect(found).to.deep.equal([click('2'), undefined, click('1')]);
	});

	it('merges several entries of one key', async () => {
		const profiles = createMemoryProfiles({ nowMs: () => NOW_MS });

		await profiles.merge([
			{ key: 'a', profile: click('new', 2) },
			{ key: 'a', profile: click('old', 1) },
		]);

		expect(await profiles.get(['a'])).to.deep.equal([click('new', 2)]);
	});

	it('keeps no more than `max` profiles', async () => {
		const profiles = createMemoryProfiles({ nowMs: () => NOW_MS, max: 3 });
		const keys = ['a', 'b', 'c', 'd', 'e'];

		await profiles.merge(keys.map((key) => ({ key, profile: click(key) })));

		const found = await profiles.get(keys);
		expect(found.map((profile) => profile?.oppref?.value)).to.deep.equal([undefined, undefined, 'c', 'd', 'e']);
	});

	it('forgets a profile 30 days after it was last merged, by the clock it was given', async () => {
		let nowMs = NOW_MS;
		const profiles = createMemoryProfiles({ nowMs: () => nowMs });
		await profiles.merge([{ key: 'a', profile: click('1') }]);

		nowMs += 30 * DAY_MS;
		const inTime = await profiles.get(['a']);
		nowMs += 1;
		const late = await profiles.get(['a']);

		expect([inTime, late]).to.deep.equal([[click('1')], [undefined]]);
	});

	it('keeps a profile that is merged again', async () => {
		let nowMs = NOW_MS;
		const profiles = createMemoryProfiles({ nowMs: () => nowMs });
		await profiles.merge([{ key: 'a', profile: click('1') }]);

		nowMs += 20 * DAY_MS;
		await profiles.merge([{ key: 'a', profile: click('2', nowMs) }]);
		nowMs += 20 * DAY_MS;

		expect((await profiles.get(['a']))[0]?.oppref?.value).to.equal('2');
	});

	it('forgets the keys it is given', async () => {
		const profiles = createMemoryProfiles({ nowMs: () => NOW_MS });
		await profiles.merge([{ key: 'a', profile: click('1') }]);

		await profiles.forget(['a', 'never seen']);

		expect(await profiles.get(['a'])).to.deep.equal([undefined]);
	});
});
