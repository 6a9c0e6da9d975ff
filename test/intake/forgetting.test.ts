import { expect } from 'chai';
import type { SettingsInput } from '../../src/destination/settings/settings.js';
import { DAY_MS } from '../deliver/delivery-builders.js';
import { anEvent, anIntake, anonymousKey, clicked, EMAIL, PAGE, userKey } from './an-intake.js';

const identify = { type: 'identify', userId: 'u1', anonymousId: 'a1', traits: { email: EMAIL } };
const purchase = { type: 'track', event: 'Order Completed', userId: 'u1' };
const KEYS = [userKey('u1'), anonymousKey('a1')];
const consented = (marketing: boolean) => ({ consent: { categoryPreferences: { marketing } } });
const CONSENT = { consent: { requireCategories: ['marketing'] } };

describe('createIntake, what it forgets', () => {
	it('forgets a person on a `delete` event, under both ids', async () => {
		const { take, takeOne, inner } = anIntake();
		await take(anEvent({ ...identify, ...clicked('click') }));

		await take({ type: 'delete', userId: 'u1', anonymousId: 'a1' });

		expect(await inner.get(KEYS)).to.deep.equal([undefined, undefined]);
		expect(await takeOne(anEvent(purchase))).not.to.have.property('oppref');
	});

	it('forgets a person who denies consent', async () => {
		const { take, takeOne, inner } = anIntake(CONSENT);
		await take(anEvent({ ...identify, ...clicked('click', consented(true)) }));

		await take(anEvent({ ...identify, context: consented(false) }));

		expect(await inner.get(KEYS)).to.deep.equal([undefined, undefined]);
		expect(await takeOne(anEvent({ ...purchase, context: consented(true) }))).not.to.have.property('oppref');
	});

	const stamps: readonly (readonly [claim: string, fields: object, isForgotten: boolean])[] = [
		['a denial that also switches the event off', { context: consented(false), integrations: { All: false } }, true],
		["RudderStack's denied id", { context: { consentManagement: { deniedConsentIds: ['marketing'] } } }, true],
		['the text "false"', { context: { consent: { categoryPreferences: { marketing: 'false' } } } }, true],
		['no stamp', { context: {} }, false],
		['an empty stamp', { context: { consent: { categoryPreferences: {} } } }, false],
		['a stamp without the category', { context: { consent: { categoryPreferences: { other: false } } } }, false],
		['allowed ids without the category', { context: { consentManagement: { allowedConsentIds: ['other'] } } }, false],
		['a denial that is no list', { context: { consentManagement: { deniedConsentIds: 'marketing' } } }, false],
		['an event that is only switched off', { context: consented(true), integrations: { All: false } }, false],
	];
	for (const [claim, fields, isForgotten] of stamps) {
		it(`${isForgotten ? 'forgets a person' : 'forgets nobody'} on ${claim}`, async () => {
			const { take, inner } = anIntake(CONSENT);
			await take(anEvent({ ...identify, ...clicked('click', consented(true)) }));

			await take(anEvent({ ...identify, ...fields }));

			const [profile] = await inner.get(KEYS);
			expect(profile === undefined).to.equal(isForgotten);
		});
	}

	it("forgets a person whom the browser plugin's stamp or a well-known category denies, with every form of the setting", async () => {
		const denials = [{ providers: { openAI: { consent: 'denied' } } }, consented(false)];
		for (const [settings, context] of [
			...denials.map((denial) => [{}, denial]),
			[{ consent: false }, denials[0]],
		] as const) {
			const { take, inner } = anIntake(settings as SettingsInput);
			await take(anEvent({ ...identify, ...clicked('click') }));

			await take(anEvent({ ...identify, context }));

			expect(await inner.get(KEYS)).to.deep.equal([undefined, undefined]);
		}
	});

	it('sends what a person does after a denial without what was known before it, and learns anew', async () => {
		const { take, takeOne } = anIntake();
		await take(anEvent({ ...identify, ...clicked('before') }));
		await take(anEvent({ ...identify, context: { ...clicked('denied').context, ...consented(false) } }));

		const after = await takeOne(anEvent(purchase));
		await take(anEvent({ type: 'page', userId: 'u1', ...clicked('after') }));

		expect(after).not.to.have.any.keys('oppref');
		expect(after?.user).to.have.keys('external_ids_sha256');
		expect(await takeOne(anEvent(purchase))).to.have.property('oppref', 'after');
	});

	it('learns nothing from an event without consent', async () => {
		const { intake, calls } = anIntake(CONSENT);

		const [admission] = await intake([anEvent({ ...identify, ...clicked('click', consented(false)) })]);

		expect(admission?.result?.reason).to.equal('consent_denied');
		expect(calls.map(([name]) => name)).to.deep.equal(['get', 'forget']);
	});

	it("learns nothing from a crawler's events, and forgets nobody for them", async () => {
		const { take, inner, calls } = anIntake();
		const userAgent = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';
		await take(anEvent({ ...identify, ...clicked('click') }));
		const before = await inner.get(KEYS);
		calls.length = 0;

		await take(anEvent({ ...identify, traits: { email: 'bot@example.com' }, ...clicked('other', { userAgent }) }));

		expect(await inner.get(KEYS)).to.deep.equal(before);
		expect(calls).to.deep.equal([]);
	});

	it('learns nothing from an event that switches the integration off', async () => {
		const { take, calls } = anIntake();

		await take(anEvent({ ...identify, integrations: { All: false } }));

		expect(calls).to.deep.equal([]);
	});

	it('keeps an opt-out and applies it to later events', async () => {
		const { take, takeOne } = anIntake();
		await take(anEvent({ userId: 'u1', context: { privacy: { gpc: true } } }));

		const later = await takeOne(anEvent({ ...purchase, context: { privacy: { gpc: false } } }));

		expect(later?.opt_out).to.equal(true);
	});

	it('keeps the opt-out of an anonymous visit for the person who logs in', async () => {
		const { take, takeOne } = anIntake();
		await take(anEvent({ anonymousId: 'a1', context: { privacy: { gpc: true } } }), anEvent(identify));

		expect((await takeOne(anEvent(purchase)))?.opt_out).to.equal(true);
	});

	it('keeps nothing but the opt-out of a person it forgets', async () => {
		const { take, takeOne, inner } = anIntake();
		await take(anEvent({ ...identify, ...clicked('click', { privacy: { gpc: true } }) }));

		await take({ type: 'delete', userId: 'u1' });

		const [profile] = await inner.get(KEYS);
		expect(Object.keys(profile ?? {})).to.deep.equal(['opt_out']);
		expect((await takeOne(anEvent(purchase)))?.opt_out).to.equal(true);
	});

	it('remembers what it learns after it forgot the person in the same call', async () => {
		const { take, takeOne } = anIntake();
		const deletion = (userId: string) => ({ type: 'delete', userId });

		await take(
			anEvent({ userId: 'u1', ...clicked('before') }),
			deletion('u1'),
			anEvent({ userId: 'u1', ...clicked('after') }),
			deletion('u2'),
		);

		expect((await takeOne(anEvent(purchase)))?.oppref).to.equal('after');
	});

	it('forgets everything 30 days after it was last seen', async () => {
		const { take, takeOne, clock } = anIntake();
		await take(anEvent({ ...identify, ...clicked('click') }));

		clock.nowMs += 30 * DAY_MS + 1;

		const order = await takeOne(anEvent({ ...purchase, timestamp: new Date(clock.nowMs).toISOString() }));
		expect(order).to.have.property('action_source', 'other');
		expect(order).not.to.have.any.keys('oppref', 'source_url');
		expect(order?.user).not.to.have.property('emails_sha256');
	});

	it('forgets an e-mail that was not seen for 30 days though the person still visits', async () => {
		const { take, takeOne, clock } = anIntake();
		const visitAndOrder = async () => {
			const timestamp = new Date(clock.nowMs).toISOString();
			await take(anEvent({ userId: 'u1', timestamp, context: { page: PAGE } }));
			return (await takeOne(anEvent({ ...purchase, timestamp })))?.user?.emails_sha256?.length;
		};
		await take(anEvent(identify));

		clock.nowMs += 20 * DAY_MS;
		const inTime = await visitAndOrder();
		clock.nowMs += 20 * DAY_MS;
		const late = await visitAndOrder();

		expect([inTime, late]).to.deep.equal([1, undefined]);
	});
});
