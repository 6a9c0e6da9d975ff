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
		const profiles = createCompactProfiles({ nowMs: () => 0, maxBytes: 10_000 });
		const keys = Array.from({ length: 1000 }, (_, index) => `u:${index}`);

		await profiles.merge(keys.map((key) => ({ key, profile: fact('click', 1) })));

		const kept = (await profiles.get(keys)).filter((profile) => profile !== undefined).length;
		expect(kept).to.be.within(10, 50);
		expect(await profiles.get(['u:999'])).to.deep.equal([fact('click', 1)]);
	});
});
