import { expect } from 'chai';
import { createCompactProfiles } from '../../src/send/compact-profiles.js';

describe('createCompactProfiles', () => {
	const fact = (value: string, seenAtMs: number) => ({ oppref: { value, seenAtMs } });
	const DAY_MS = 24 * 60 * 60_000;

	it('merges what is learned, the newer event first, and gives one profile per key in order', async () => {
		const profiles = createCompactProfiles({ nowMs: () => 0 });

		await profiles.merge([
			{ key: 'a', profile: fact('new', 2) },
			{ key: 'a', profile: fact('old', 1) },
		]);

		expect(await profiles.get(['b', 'a'])).to.deep.equal([undefined, fact('new', 2)]);
	});

	it('forgets on request and after 30 days', async () => {
		const time = { nowMs: 1 };
		const profiles = createCompactProfiles({ nowMs: () => time.nowMs });
		await profiles.merge(['a', 'b'].map((key) => ({ key, profile: fact('click', 1) })));

		await profiles.forget(['a']);
		const before = await profiles.get(['a', 'b']);
		time.nowMs = 30 * DAY_MS + 2;

		expect(before).to.deep.equal([undefined, fact('click', 1)]);
		expect(await profiles.get(['b'])).to.deep.equal([undefined]);
	});

	it('stays within its bytes however many people there are: those seen last stay', async () => {
		const profiles = createCompactProfiles({ nowMs: () => 0, halfBytes: 5000 });
		const keys = Array.from({ length: 1000 }, (_, index) => `u:${index}`);

		await profiles.merge(keys.map((key) => ({ key, profile: fact('click', 1) })));

		expect(await profiles.get(keys.slice(-30))).to.deep.equal(Array(30).fill(fact('click', 1)));
		expect(await profiles.get(keys.slice(0, -180))).to.deep.equal(Array(820).fill(undefined));
	});

	it('keeps whoever is asked for again and again, however many come meanwhile', async () => {
		const profiles = createCompactProfiles({ nowMs: () => 0, halfBytes: 5000 });
		await profiles.merge([{ key: 'a:regular', profile: fact('click', 1) }]);

		for (let index = 0; index < 1000; index++) {
			await profiles.merge([{ key: `a:${index}`, profile: fact('other', 1) }]);
			if (index % 20 === 0) await profiles.get(['a:regular']);
		}

		expect(await profiles.get(['a:regular'])).to.deep.equal([fact('click', 1)]);
	});

	it('forgets a person in both halves, and does not mind one whose profile is larger than a half', async () => {
		const profiles = createCompactProfiles({ nowMs: () => 0, halfBytes: 5000 });
		await profiles.merge([{ key: 'a:one', profile: fact('click', 1) }]);
		for (let index = 0; index < 40; index++) await profiles.merge([{ key: `a:${index}`, profile: fact('other', 1) }]);
		await profiles.get(['a:one']);

		await profiles.forget(['a:one']);
		await profiles.merge([{ key: 'a:large', profile: fact('x'.repeat(6000), 1) }]);

		expect(await profiles.get(['a:one', 'a:large'])).to.deep.equal([undefined, undefined]);
	});

	it('knows nobody once it is cleared, and learns anew', async () => {
		const profiles = createCompactProfiles({ nowMs: () => 0 });
		await profiles.merge([{ key: 'a:one', profile: fact('click', 1) }]);

		profiles.clear();

		expect(await profiles.get(['a:one'])).to.deep.equal([undefined]);
		await profiles.merge([{ key: 'a:one', profile: fact('new', 2) }]);
		expect(await profiles.get(['a:one'])).to.deep.equal([fact('new', 2)]);
	});
});
