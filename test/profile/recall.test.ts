import { expect } from 'chai';
import { PROFILE_LIFETIME_MS, type Profile } from '../../src/destination/profile/profile.js';
import { recallPerson } from '../../src/destination/profile/recall.js';

const NOW = 2 * PROFILE_LIFETIME_MS;
const at = <T>(value: T, seenAtMs: number) => ({ value, seenAtMs });
const recall = (user: Profile | undefined, anonymous?: Profile, hasUserId = true) =>
	recallPerson({ user, anonymous, hasUserId, tier: 'server', nowMs: NOW });

describe('recallPerson', () => {
	it('takes the newer click of userId and anonymousId', () => {
		const [older, newer] = [{ oppref: at('older', NOW - 2) }, { oppref: at('newer', NOW - 1) }];

		const clicks = [recall(older, newer), recall(newer, older)].map((facts) => facts?.oppref?.value);

		expect(clicks).to.deep.equal(['newer', 'newer']);
	});

	it("takes the userId's of two clicks of one time", () => {
		const [mine, device] = [{ oppref: at('mine', NOW) }, { oppref: at('device', NOW) }];

		expect(recall(mine, device)?.oppref?.value).to.equal('mine');
	});

	it('knows a fact for 30 days after it was last seen', () => {
		const profile = {
			oppref: at('kept', NOW - PROFILE_LIFETIME_MS),
			obref: at('gone', NOW - PROFILE_LIFETIME_MS - 1),
		};

		expect(recall(profile)).to.deep.equal({ oppref: profile.oppref });
	});

	it('keeps an opt-out as long as the profile', () => {
		const profile = { opt_out: at(true, 0), obref: at('gone', 0) };

		expect(recall(profile)).to.deep.equal({ opt_out: profile.opt_out });
	});

	it('knows when a click was that is too old, and not which it was', () => {
		const profile = { email: at(['e'], NOW), oppref: at('gone', 5) };

		expect(recall(profile)).to.deep.equal({ email: profile.email, expiredClickMs: 5 });
		expect(recall({ browser: { oppref: at('gone', 5) } })).to.deep.equal({ expiredClickMs: 5 });
	});

	it('gives an event with a userId no match keys of an anonymousId', () => {
		expect(recall(undefined, { email: at(['e'], NOW), oppref: at('o', NOW) })).to.deep.equal({ oppref: at('o', NOW) });
	});

	it('gives an event without a userId all that its anonymousId taught', () => {
		const device = { email: at(['e'], NOW), oppref: at('o', NOW) };

		expect(recall(undefined, device, false)).to.deep.equal(device);
	});
});
