import { expect } from 'chai';
import * as fc from 'fast-check';
import { type Facts, NO_MATCH_KEYS } from '../../src/destination/profile/facts.js';
import { createMemoryProfiles } from '../../src/destination/profile/memory-profiles.js';
import type { PersonKeys } from '../../src/destination/profile/person-keys.js';
import type { TaughtFacts, Tier } from '../../src/destination/profile/profile.js';
import { ProfileSession } from '../../src/destination/profile/profile-session.js';
import { DAY_MS, NOW_MS } from '../deliver/delivery-builders.js';

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** What somebody says about a person: facts, or that consent is denied. */
interface Saying {
	readonly tier: Tier;
	readonly keys: PersonKeys;
	readonly seenAtMs: number;
	readonly facts: Facts | 'denied';
}

const digest = (name: string) => name.repeat(64);
const maybe = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const keys: fc.Arbitrary<PersonKeys> = fc.record({
	user: maybe(`u:${digest('1')}`, `u:${digest('2')}`),
	anonymous: maybe(`a:${digest('3')}`, `a:${digest('4')}`),
});
const facts: fc.Arbitrary<Facts> = fc.record({
	matchKeys: fc.record({ email: maybe(['e1'], ['e2']) }).map(({ email }) => ({ ...NO_MATCH_KEYS, email })),
	oppref: maybe('click-1', 'click-2'),
	obref: maybe('browser-1', 'browser-2'),
	sourceUrl: maybe('https://shop.example/1', 'https://shop.example/2'),
	isOptedOut: fc.boolean(),
});
const sayings = fc.array(
	fc.record({
		tier: fc.constantFrom<Tier>('server', 'browser'),
		keys,
		seenAtMs: fc.nat({ max: 40 }).map((days) => NOW_MS - days * DAY_MS),
		facts: fc.oneof({ weight: 4, arbitrary: facts }, { weight: 1, arbitrary: fc.constant('denied' as const) }),
	}),
	{ maxLength: 12 },
);

/** What a server's event of this person recalls after all that was said, each in a session of its own. */
async function recallAfter(said: readonly Saying[], person: PersonKeys): Promise<TaughtFacts> {
	const ports = { profiles: createMemoryProfiles({ nowMs: () => NOW_MS, max: 10 }), logger: silent };
	for (const { tier, keys: about, seenAtMs, facts: news } of said) {
		const session = await ProfileSession.open(ports, keysOf(about), tier);
		if (news === 'denied') session.forget(about);
		else session.learn(news, about, seenAtMs);
		await session.save(ports);
	}
	const session = await ProfileSession.open(ports, keysOf(person), 'server');
	return session.recall(person, NOW_MS) ?? {};
}

const keysOf = ({ user, anonymous }: PersonKeys) => [user, anonymous].filter((key) => key !== undefined);

describe('ProfileSession, with servers and browsers', () => {
	it('recalls for a server every fact that servers taught, whatever browsers said in between', async () => {
		await fc.assert(
			fc.asyncProperty(sayings, keys, async (said, person) => {
				const byServers = await recallAfter(
					said.filter(({ tier }) => tier === 'server'),
					person,
				);

				const byAll = await recallAfter(said, person);

				expect(byAll).to.deep.include(byServers);
			}),
		);
	});

	it('never opts out an event of a server for what browsers said', async () => {
		await fc.assert(
			fc.asyncProperty(sayings, keys, async (said, person) => {
				const byBrowsers = said.map((saying) => ({ ...saying, tier: 'browser' as const }));

				const recalled = await recallAfter(byBrowsers, person);

				expect(recalled).not.to.have.property('opt_out');
			}),
		);
	});
});
