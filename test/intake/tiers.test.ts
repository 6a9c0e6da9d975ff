import { expect } from 'chai';
import type { ConversionEventDraft } from '../../src/destination/contract/conversion-event.js';
import { sha256 } from '../../src/destination/primitives/sha256.js';
import { NOW_MS } from '../deliver/delivery-builders.js';
import { anEvent, anIntake, anonymousKey, clicked, EMAIL, userKey } from './an-intake.js';

const HOUR_MS = 60 * 60 * 1000;
const CONSENT = { consent: { requireCategories: ['ads'] } };
const consented = (ads: boolean) => ({ consent: { categoryPreferences: { ads } } });
const optedOut = { privacy: { gpc: true } };
const order = { type: 'track', event: 'Order Completed', userId: 'u1' };

/** An intake that servers and browsers share. */
function twoTiers(settings?: Parameters<typeof anIntake>[0]) {
	const { intake, ...rest } = anIntake(settings);
	const from = (tier: 'server' | 'browser') => async (fields: Parameters<typeof anEvent>[0]) => {
		const [admission] = await intake([anEvent(fields)], { tier });
		return admission?.item && (JSON.parse(admission.item.json) as ConversionEventDraft);
	};
	return { ...rest, server: from('server'), browser: from('browser') };
}

const emailsOf = (draft: ConversionEventDraft | undefined) =>
	draft?.user && 'emails_sha256' in draft.user ? draft.user.emails_sha256 : undefined;

describe('createIntake, with events of browsers', () => {
	it("fills the gaps of a server's order with what a browser taught", async () => {
		const { server, browser } = twoTiers();
		await browser({ type: 'identify', userId: 'u1', traits: { email: EMAIL }, ...clicked('click') });

		const sent = await server(order);

		expect([sent?.oppref, emailsOf(sent)]).to.deep.equal(['click', [sha256(EMAIL)]]);
	});

	it('lets no browser replace a click or an e-mail that a server taught, however much newer', async () => {
		const { server, browser } = twoTiers();
		const longAgo = new Date(NOW_MS - 20 * 24 * HOUR_MS).toISOString();
		await server({ type: 'identify', userId: 'u1', timestamp: longAgo, traits: { email: EMAIL }, ...clicked('real') });

		await browser({ type: 'identify', userId: 'u1', traits: { email: 'eve@evil.example' }, ...clicked('forged') });

		const sent = await server(order);
		expect([sent?.oppref, emailsOf(sent)]).to.deep.equal(['real', [sha256(EMAIL)]]);
	});

	it("takes the browser's click once the server's is 30 days old", async () => {
		const { server, browser, clock } = twoTiers();
		await server({ userId: 'u1', ...clicked('old') });
		clock.nowMs += 31 * 24 * HOUR_MS;
		const timestamp = new Date(clock.nowMs).toISOString();
		await browser({ userId: 'u1', timestamp, ...clicked('new') });

		expect((await server({ ...order, timestamp }))?.oppref).to.equal('new');
	});

	it('gives a page view of a browser what a server taught', async () => {
		const { server, browser } = twoTiers();
		await server({ type: 'identify', userId: 'u1', traits: { email: EMAIL } });

		expect(emailsOf(await browser({ userId: 'u1' }))).to.deep.equal([sha256(EMAIL)]);
	});

	it('carries the click of an anonymous visit to the person who logs in', async () => {
		const { server, browser } = twoTiers();
		await browser({ anonymousId: 'a1', ...clicked('click') });

		await browser({ type: 'identify', userId: 'u1', anonymousId: 'a1' });

		expect((await server(order))?.oppref).to.equal('click');
	});

	it('carries it when a server says who logged in', async () => {
		const { server, browser } = twoTiers();
		await browser({ anonymousId: 'a1', ...clicked('click') });

		await server({ type: 'identify', userId: 'u1', anonymousId: 'a1' });

		expect((await server(order))?.oppref).to.equal('click');
	});

	it("leaves an anonymousId's match keys that a server taught when a browser links it, and drops the browser's", async () => {
		const { server, browser, inner } = twoTiers();
		await server({ type: 'identify', anonymousId: 'a1', traits: { email: EMAIL } });
		await browser({ type: 'identify', anonymousId: 'a1', traits: { phone: '+14155550123' } });

		await browser({ userId: 'u1', anonymousId: 'a1' });

		const [profile] = await inner.get([anonymousKey('a1')]);
		expect(profile).to.have.property('email');
		expect(profile?.browser).to.have.all.keys('linked');
	});

	it('learns no match keys from a browser for an anonymousId that a server linked', async () => {
		const { server, browser, inner } = twoTiers();
		await server({ userId: 'u1', anonymousId: 'a1' });

		await browser({ type: 'identify', anonymousId: 'a1', traits: { email: EMAIL } });

		expect((await inner.get([anonymousKey('a1')]))[0]?.browser).not.to.have.property('email');
	});

	it('writes nothing when a browser repeats itself', async () => {
		const { browser, calls } = twoTiers();
		const view = { userId: 'u1', anonymousId: 'a1', ...clicked('click') };
		await browser(view);
		await browser(view);

		expect(calls.map(([name]) => name)).to.deep.equal(['get', 'merge', 'get']);
	});

	describe('that opt out', () => {
		it('reach their own event and later ones of their anonymousId that browsers send', async () => {
			const { browser } = twoTiers();

			const own = await browser({ userId: 'u1', anonymousId: 'a1', context: optedOut });
			const later = await browser({ userId: 'u1', anonymousId: 'a1' });

			expect([own?.opt_out, later?.opt_out]).to.deep.equal([true, true]);
		});

		it('reach nobody else with the same userId', async () => {
			const { server, browser } = twoTiers();
			await browser({ userId: 'u1', anonymousId: 'eve', context: optedOut });

			const others = [await browser({ userId: 'u1', anonymousId: 'a1' }), await server(order)];

			expect(others.map((draft) => draft?.opt_out)).to.deep.equal([undefined, undefined]);
		});

		it("give a server's order none of their facts, nor those that they taught before", async () => {
			const { server, browser } = twoTiers();
			await browser({ userId: 'u1', anonymousId: 'a1', ...clicked('before') });

			await browser({ userId: 'u1', anonymousId: 'a1', ...clicked('after', optedOut) });

			const sent = [await server(order), await server({ ...order, anonymousId: 'a1' })];
			expect(sent.map((draft) => draft?.oppref)).to.deep.equal([undefined, undefined]);
		});

		it("leave a server's opt-out where it is", async () => {
			const { server, browser } = twoTiers();
			await server({ userId: 'u1', context: optedOut });

			await browser({ userId: 'u1', anonymousId: 'a1' });

			expect([(await server(order))?.opt_out, (await browser({ userId: 'u1' }))?.opt_out]).to.deep.equal([true, true]);
		});
	});

	describe('that deny consent', () => {
		const taught = (more: object) => ({ type: 'identify', userId: 'u1', ...more });

		it('erase nothing that a server taught', async () => {
			const { server, browser } = twoTiers(CONSENT);
			await server(taught({ anonymousId: 'a1', traits: { email: EMAIL }, ...clicked('click', consented(true)) }));

			await browser({ userId: 'u1', anonymousId: 'a1', context: consented(false) });

			const sent = await server({ ...order, context: consented(true) });
			expect([sent?.oppref, emailsOf(sent)]).to.deep.equal(['click', [sha256(EMAIL)]]);
		});

		it('erase what browsers taught with their anonymousId, under that and under the userId', async () => {
			const { browser, inner } = twoTiers(CONSENT);
			await browser(taught({ anonymousId: 'a1', ...clicked('click', consented(true)) }));

			await browser({ userId: 'u1', anonymousId: 'a1', context: consented(false) });

			expect(await inner.get([userKey('u1'), anonymousKey('a1')])).to.deep.equal([undefined, undefined]);
		});

		it('leave what browsers taught with another anonymousId', async () => {
			const { server, browser } = twoTiers(CONSENT);
			await browser(taught({ anonymousId: 'a1', ...clicked('click', consented(true)) }));

			await browser({ userId: 'u1', anonymousId: 'eve', context: consented(false) });

			expect((await server({ ...order, context: consented(true) }))?.oppref).to.equal('click');
		});

		it('keep their opt-out', async () => {
			const { browser } = twoTiers(CONSENT);
			await browser({ anonymousId: 'a1', context: { ...consented(true), ...optedOut } });
			await browser({ anonymousId: 'a1', context: consented(false) });

			expect((await browser({ anonymousId: 'a1', context: consented(true) }))?.opt_out).to.equal(true);
		});
	});

	it('are forgotten when a server says so', async () => {
		const { server, browser, inner } = twoTiers();
		await browser({ userId: 'u1', anonymousId: 'a1', ...clicked('click') });

		await server({ type: 'delete', userId: 'u1' });

		expect((await inner.get([userKey('u1')]))[0]).to.equal(undefined);
	});
});
