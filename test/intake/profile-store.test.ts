import { expect } from 'chai';
import type { Profile, Profiles } from '../../src/destination/profile/profile.js';
import { aLogger } from '../deliver/delivery-builders.js';
import { anEvent, anIntake, clicked, EMAIL, PAGE } from './an-intake.js';

const identify = { type: 'identify', userId: 'user-77', anonymousId: 'anon-77', traits: { email: EMAIL } };
const purchase = { type: 'track', event: 'Order Completed', userId: 'user-77' };

describe('createIntake, the store of profiles', () => {
	it('makes one get and one merge for a whole batch', async () => {
		const { take, calls } = anIntake();
		const events = Array.from({ length: 50 }, (_, at) => anEvent({ userId: `u${at}`, ...clicked(`click-${at}`) }));

		await take(...events, anEvent(identify), anEvent(purchase));

		expect(calls.map(([name]) => name)).to.deep.equal(['get', 'merge']);
	});

	it('makes no merge for facts that are already known', async () => {
		const { take, calls } = anIntake();
		await take(anEvent({ ...identify, ...clicked('click') }));

		await take(anEvent({ ...identify, ...clicked('click') }), anEvent({ ...identify, anonymousId: 'anon-77' }));

		expect(calls.map(([name]) => name)).to.deep.equal(['get', 'merge', 'get']);
	});

	it('hands the store hashed keys and no raw value', async () => {
		const { take, calls } = anIntake();
		const traits = { email: EMAIL, phone: '+1 415 555 2671', firstName: 'Jane', lastName: 'Doe-Smith', city: 'Berlin' };
		const context = { ip: '203.0.113.7', userAgent: 'Mozilla/5.0', page: { url: `${PAGE.url}?email=${EMAIL}` } };

		await take(anEvent({ ...identify, traits, context }));

		const stored = JSON.stringify(calls);
		for (const raw of [
			'user-77',
			'anon-77',
			EMAIL,
			'4155552671',
			'Jane',
			'jane',
			'Doe',
			'Berlin',
			'203.0.113.7',
			'Mozilla',
		]) {
			expect(stored).not.to.contain(raw);
		}
		expect(stored)
			.to.match(/"u:[0-9a-f]{64}"/)
			.and.to.match(/"a:[0-9a-f]{64}"/);
	});

	const broken = () => Promise.reject(new Error(`connection of ${EMAIL} lost`));
	const thrower = () => {
		throw new Error(`connection of ${EMAIL} lost`);
	};
	const empty: Profiles = {
		get: async (keys) => keys.map(() => undefined),
		merge: async () => {},
		forget: async () => {},
	};
	const faults: readonly (readonly [claim: string, store: Partial<Profiles>, warnings: number])[] = [
		['cannot be read', { get: broken }, 1],
		['throws when it is read', { get: thrower }, 1],
		['cannot be written', { merge: broken }, 1],
		['throws when it is written', { merge: thrower }, 1],
		['cannot forget', { forget: thrower }, 1],
		['always fails', { get: broken, merge: broken, forget: broken }, 3],
		['returns nothing', { get: async () => undefined as unknown as Profile[] }, 0],
		['returns nulls', { get: async (keys) => keys.map(() => null as unknown as Profile) }, 0],
	];
	for (const [claim, store, warnings] of faults) {
		it(`loses no event when the store ${claim}`, async () => {
			const logger = aLogger();
			const { take } = anIntake({}, { logger, profiles: { ...empty, ...store } });

			const [order, deletion] = await take(anEvent({ ...purchase, ...clicked('own') }), {
				type: 'delete',
				userId: 'somebody-else',
			});

			expect([order?.oppref, deletion]).to.deep.equal(['own', undefined]);
			expect(logger.calls.map(({ level }) => level)).to.deep.equal(Array(warnings).fill('warn'));
			expect(JSON.stringify(logger.calls)).not.to.contain(EMAIL);
		});
	}

	it('does not call the store for events without a person', async () => {
		const { take, calls } = anIntake();

		await take(anEvent(), null, 'x', { type: 'track' });

		expect(calls).to.deep.equal([]);
	});

	it('survives events whose getters throw', async () => {
		const { intake } = anIntake();
		const trap = {
			get type() {
				throw new Error('no');
			},
		};

		const [admission] = await intake([trap]);

		expect(admission?.result).to.include({ outcome: 'discarded', reason: 'malformed', messageId: '', attempts: 0 });
	});
});
