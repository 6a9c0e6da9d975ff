import { expect } from 'chai';
import * as fc from 'fast-check';
import { mergeProfiles, type Profile } from '../../src/destination/profile/profile.js';
import { runs } from '../runs.js';

const at = <T>(value: T, seenAtMs: number) => ({ value, seenAtMs });

describe('mergeProfiles', () => {
	const rows: readonly (readonly [claim: string, known: Profile | undefined, learned: Profile, merged: Profile])[] = [
		['takes a new fact', undefined, { oppref: at('a', 1) }, { oppref: at('a', 1) }],
		['prefers the newer event', { oppref: at('a', 1) }, { oppref: at('b', 2) }, { oppref: at('b', 2) }],
		['ignores an older one that arrives late', { oppref: at('b', 2) }, { oppref: at('a', 1) }, { oppref: at('b', 2) }],
		[
			'prefers the later of two facts of one time',
			{ oppref: at('a', 1) },
			{ oppref: at('b', 1) },
			{ oppref: at('b', 1) },
		],
		[
			'joins what does not collide',
			{ obref: at('o', 1) },
			{ oppref: at('a', 1) },
			{ obref: at('o', 1), oppref: at('a', 1) },
		],
		['drops match keys once linked', { email: at(['e'], 1) }, { linked: at(true, 2) }, { linked: at(true, 2) }],
		[
			"keeps a browser's fact beside the server's",
			{ oppref: at('a', 1) },
			{ browser: { oppref: at('b', 2) } },
			{ oppref: at('a', 1), browser: { oppref: at('b', 2) } },
		],
		[
			'prefers the newer event of each tier',
			{ browser: { oppref: at('a', 2) } },
			{ oppref: at('b', 1), browser: { oppref: at('c', 1) } },
			{ oppref: at('b', 1), browser: { oppref: at('a', 2) } },
		],
		[
			"drops a browser's match keys once a server linked it",
			{ browser: { email: at(['e'], 1) } },
			{ linked: at(true, 2) },
			{ linked: at(true, 2), browser: {} },
		],
		[
			"keeps a server's match keys when only a browser linked it",
			{ email: at(['e'], 1), browser: { phone: at(['p'], 1) } },
			{ browser: { linked: at(true, 2) } },
			{ email: at(['e'], 1), browser: { linked: at(true, 2) } },
		],
		['takes no match keys once linked', { linked: at(true, 1) }, { email: at(['e'], 2) }, { linked: at(true, 1) }],
	];
	for (const [claim, known, learned, merged] of rows) {
		it(claim, () => {
			expect(mergeProfiles(known, learned)).to.deep.equal(merged);
		});
	}

	it('reaches the same profile in whatever order events of different times arrive', () => {
		const fact = fc.constantFrom('oppref', 'obref', 'source_url', 'email', 'linked');
		const lesson = fc.record({ fact, value: fc.constantFrom('a', 'b', 'c'), isFromBrowser: fc.boolean() });
		fc.assert(
			fc.property(fc.array(lesson, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (lessons, order) => {
				const profiles = lessons.map(({ fact: name, value, isFromBrowser }, seenAtMs): Profile => {
					const facts = { [name]: at(value, seenAtMs) };
					return isFromBrowser ? { browser: facts } : facts;
				});
				const shuffled = profiles
					.map((profile) => ({ profile, place: order.next().value }))
					.sort((one, other) => one.place - other.place)
					.map(({ profile }) => profile);
				const merge = (list: readonly Profile[]) => list.reduce<Profile>(mergeProfiles, {});

				expect(merge(shuffled)).to.deep.equal(merge(profiles));
			}),
			{ numRuns: runs(100) },
		);
	});
});
