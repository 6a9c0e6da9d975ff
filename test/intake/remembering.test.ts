import { expect } from 'chai';
import { sha256 } from '../../src/destination/primitives/sha256.js';
import { DAY_MS, NOW_MS } from '../deliver/delivery-builders.js';
import { anEvent, anIntake, anonymousKey, clicked, EMAIL, PAGE, userKey } from './an-intake.js';

const DIGEST = sha256(EMAIL);
const identify = { type: 'identify', userId: 'u1', traits: { email: EMAIL } };
const purchase = { type: 'track', event: 'Order Completed' };

describe('createIntake, what it remembers of a person', () => {
	it('remembers an identify under userId: digests, references, URL and opt-out, never raw values', async () => {
		const { take, inner } = anIntake();
		const context = {
			page: PAGE,
			privacy: { gpc: true },
			providers: { openAI: { oppref: 'click', obref: 'browser' } },
		};

		await take(anEvent({ ...identify, traits: { email: EMAIL, firstName: 'Jane' }, context }));

		const at = <T>(value: T) => ({ value, seenAtMs: NOW_MS });
		expect(await inner.get([userKey('u1')])).to.deep.equal([
			{
				email: at([DIGEST]),
				first_name: at([sha256('jane')]),
				oppref: at('click'),
				obref: at('browser'),
				source_url: at(PAGE.url),
				opt_out: at(true),
			},
		]);
	});

	it('remembers the same from page and track events', async () => {
		const { take, takeOne } = anIntake();
		await take(anEvent({ userId: 'u1', ...clicked('click', { traits: { email: EMAIL } }) }));

		const order = await takeOne(anEvent({ ...purchase, userId: 'u1' }));

		expect(order).to.include({ oppref: 'click', source_url: PAGE.url, action_source: 'web' });
		expect(order?.user?.emails_sha256).to.deep.equal([DIGEST]);
	});

	it('learns from events that are not mapped, too', async () => {
		const { take, takeOne } = anIntake();
		await take(anEvent({ type: 'track', event: 'Cart Viewed', userId: 'u1', ...clicked('click') }));

		const order = await takeOne(anEvent({ ...purchase, userId: 'u1' }));

		expect(order?.oppref).to.equal('click');
	});

	it('lets an event see what was learned from earlier ones of the same call, but not from later ones', async () => {
		const { take } = anIntake();

		const [before, , after] = await take(
			anEvent({ ...purchase, userId: 'u1' }),
			anEvent({ ...identify, ...clicked('click') }),
			anEvent({ ...purchase, userId: 'u1' }),
		);

		expect([before?.oppref, after?.oppref]).to.deep.equal([undefined, 'click']);
	});

	it("lets the event's own value win", async () => {
		const { take, takeOne } = anIntake();
		await take(anEvent({ ...identify, ...clicked('remembered') }));

		const order = await takeOne(
			anEvent({ ...purchase, userId: 'u1', ...clicked('own', { traits: { email: 'own@example.com' } }) }),
		);

		expect(order?.oppref).to.equal('own');
		expect(order?.user?.emails_sha256).to.deep.equal([sha256('own@example.com')]);
	});

	it('links the click of an anonymous visit to the person who logs in', async () => {
		const { take, takeOne } = anIntake();
		await take(anEvent({ anonymousId: 'a1', ...clicked('click') }), anEvent({ ...identify, anonymousId: 'a1' }));

		const order = await takeOne(anEvent({ ...purchase, userId: 'u1' }));

		expect(order?.oppref).to.equal('click');
	});

	it('fills an anonymous event with the match keys of its own anonymousId', async () => {
		const { take, takeOne } = anIntake();
		await take(anEvent({ type: 'identify', anonymousId: 'a1', traits: { email: EMAIL } }));

		const order = await takeOne(anEvent({ ...purchase, anonymousId: 'a1' }));

		expect(order?.user?.emails_sha256).to.deep.equal([DIGEST]);
	});

	it('gives a person with a userId no match keys through an anonymousId', async () => {
		const { take, takeOne } = anIntake();
		await take(anEvent({ type: 'identify', anonymousId: 'shared', traits: { email: EMAIL } }));

		const order = await takeOne(anEvent({ ...purchase, userId: 'other', anonymousId: 'shared' }));

		expect(order?.user).not.to.have.property('emails_sha256');
	});

	it('drops the match keys of an anonymousId once a userId is linked, and stores none from then on', async () => {
		const { take, takeOne, inner } = anIntake();
		await take(anEvent({ type: 'identify', anonymousId: 'a1', traits: { email: EMAIL } }));
		await take(anEvent({ ...identify, anonymousId: 'a1' }));

		await take(anEvent({ type: 'identify', anonymousId: 'a1', traits: { email: 'new@example.com' } }));

		const [anonymous] = await inner.get([anonymousKey('a1')]);
		const order = await takeOne(anEvent({ ...purchase, anonymousId: 'a1' }));
		expect(anonymous).to.deep.equal({ linked: { value: true, seenAtMs: NOW_MS } });
		expect(order?.user).not.to.have.property('emails_sha256');
	});

	it('takes the newest click by event time, whatever the order of arrival', async () => {
		const { take, takeOne } = anIntake();
		await take(anEvent({ userId: 'u1', ...clicked('newer') }));
		await take(anEvent({ userId: 'u1', ...clicked('older'), timestamp: isoBefore(DAY_MS) }));

		const order = await takeOne(anEvent({ ...purchase, userId: 'u1' }));

		expect(order?.oppref).to.equal('newer');
	});

	const MINUTE_MS = 60_000;
	const clicks: readonly (readonly [
		claim: string,
		clickAgeMs: number,
		orderAgeMs: number,
		oppref: string | undefined,
	])[] = [
		['a click 30 days before the order', 30 * DAY_MS, 0, 'click'],
		['no click older than 30 days', 30 * DAY_MS + 1, 0, undefined],
		['a click 5 minutes after the order', 0, 5 * MINUTE_MS, 'click'],
		['no click later than 5 minutes after the order', 0, 5 * MINUTE_MS + 1, undefined],
	];
	for (const [claim, clickAgeMs, orderAgeMs, oppref] of clicks) {
		it(`takes ${claim}`, async () => {
			const { take, takeOne } = anIntake();
			await take(anEvent({ userId: 'u1', ...clicked('click'), timestamp: isoBefore(clickAgeMs) }));

			const order = await takeOne(anEvent({ ...purchase, userId: 'u1', timestamp: isoBefore(orderAgeMs) }));

			expect(order?.oppref).to.equal(oppref);
		});
	}

	it('counts an event from the future as seen now', async () => {
		const { take, inner } = anIntake();

		await take(anEvent({ userId: 'u1', ...clicked('click'), timestamp: isoBefore(-DAY_MS) }));

		const [profile] = await inner.get([userKey('u1')]);
		expect(profile?.oppref?.seenAtMs).to.equal(NOW_MS);
	});

	for (const id of [
		'guest',
		'anonymous',
		'null',
		'undefined',
		'0',
		'none',
		' ',
		'00000000-0000-0000-0000-000000000000',
	]) {
		it(`shares no profile under the junk id ${JSON.stringify(id)}`, async () => {
			const { take, takeOne, calls } = anIntake();
			await take(anEvent({ ...identify, userId: id, anonymousId: id, ...clicked('click') }));

			const order = await takeOne(anEvent({ ...purchase, userId: id, anonymousId: id }));

			expect(order).not.to.have.property('oppref');
			expect(calls).to.deep.equal([]);
		});
	}

	function isoBefore(ageMs: number): string {
		return new Date(NOW_MS - ageMs).toISOString();
	}
});
