import { expect } from 'chai';
import type { AnalyticsEvent } from '../../src/destination/contract/analytics-event.js';
import { createIntake, parseSettings, type SettingsInput, withDefaultPorts } from '../../src/destination/pipeline.js';
import { aLogger, anOrder, NOW_MS } from '../deliver/delivery-builders.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function aWatchedIntake(settings: SettingsInput = {}) {
	const clock = { nowMs: NOW_MS };
	const logger = aLogger();
	const intake = createIntake(parseSettings(settings), withDefaultPorts({ nowMs: () => clock.nowMs, logger }));
	const warned = () => logger.calls.filter(({ level }) => level === 'warn');
	return { intake, clock, calls: logger.calls, warned };
}

const page = { page: { url: 'https://shop.example/thanks' } };
const orderOf = (properties: object, fields: Partial<AnalyticsEvent> = {}) =>
	anOrder({ properties, context: page, ...fields });

describe('the report of notes', () => {
	it('warns at once of an order that loses its amount, with the first messageId', async () => {
		const { intake, calls } = aWatchedIntake();

		await intake([orderOf({ total: 5 }, { messageId: 'a' }), orderOf({ total: 5 }, { messageId: 'b' })]);

		expect(calls).to.deep.equal([
			{
				level: 'warn',
				message: 'Something was left out of events, or assumed in them.',
				fields: {
					note: 'data.amount',
					detail: 'left out because its currency is unknown. Send properties.currency or set defaultCurrency.',
					count: 2,
					messageId: 'a',
				},
			},
		]);
	});

	it('tells of a currency that is none once, and not of the amounts that are left out for it too', async () => {
		const { intake, warned } = aWatchedIntake();

		await intake([orderOf({ total: 5, currency: 'EURO', products: [{ product_id: 'a', price: 5 }] })]);

		expect(warned()).to.have.length(1);
		expect(warned()[0]?.fields).to.deep.include({ note: 'data.currency', count: 1 });
	});

	it('tells a kind once a minute, with what was counted since', async () => {
		const { intake, clock, warned } = aWatchedIntake();

		for (let n = 0; n < 5; n++) await intake([orderOf({ total: 5 }, { messageId: `m${n}` })]);
		clock.nowMs += MINUTE_MS;
		await intake([orderOf({ total: 5 }, { messageId: 'm5' })]);

		expect(warned().map(({ fields }) => fields)).to.have.length(2);
		expect(warned()[1]?.fields).to.deep.include({ count: 5, messageId: 'm1' });
	});

	it('is not silenced by a clock that is set back', async () => {
		const { intake, clock, warned } = aWatchedIntake();

		await intake([orderOf({ total: 5 })]);
		clock.nowMs -= HOUR_MS;
		await intake([orderOf({ total: 5 }, { timestamp: new Date(clock.nowMs) })]);

		expect(warned()).to.have.length(2);
	});

	it('counts an event with many bad items once, whatever their places', async () => {
		const { intake, warned } = aWatchedIntake();
		const products = [1, 2, 3].map((n) => ({ product_id: n, quantity: 'many' }));

		await intake([orderOf({ products })]);

		expect(warned().map(({ fields }) => fields)).to.have.length(1);
		expect(warned()[0]?.fields).to.deep.include({ note: 'data.contents[].quantity', count: 1 });
	});

	it('tells of a server event without a page as information only', async () => {
		const { intake, calls } = aWatchedIntake();

		await intake([anOrder()]);

		expect(calls.map(({ level, fields }) => [level, (fields as { note: string }).note])).to.deep.equal([
			['info', 'action_source'],
		]);
	});

	it('says nothing of what a skipped event would have lacked, but of an identify without its e-mail', async () => {
		const { intake, warned } = aWatchedIntake();

		await intake([orderOf({}, { event: 'Quiz Ended', traits: { email: 'foo' } })]);
		await intake([{ type: 'identify', userId: 'u1', messageId: 'i1', traits: { email: 'foo' } }]);

		expect(warned().map(({ fields }) => fields)).to.have.length(1);
		expect(warned()[0]?.fields).to.deep.include({ note: 'user.email', messageId: 'i1' });
	});

	it('never logs a message id that is an e-mail address', async () => {
		const { intake, calls } = aWatchedIntake();

		await intake([orderOf({ total: 5 }, { messageId: 'jane@shop.example' })]);

		expect(JSON.stringify(calls)).not.to.include('jane');
	});

	it('stays bounded with ever new kinds', async () => {
		const fieldMapping = Object.fromEntries(Array.from({ length: 999 }, (_, n) => [`data.f${n}`, `properties.f${n}`]));
		const { intake, warned } = aWatchedIntake({ fieldMapping, unmappedEvents: 'custom' });
		const properties = Object.fromEntries(Array.from({ length: 999 }, (_, n) => [`f${n}`, 'x'.repeat(20_000)]));

		await intake([orderOf(properties, { event: 'Quiz' })]);

		expect(warned()).to.have.length(20);
	});
});

describe('the report of names', () => {
	const named = (event: string) => orderOf({}, { event });

	it('warns once of a name that was probably meant to be another, and mentions the others once', async () => {
		const { intake, calls } = aWatchedIntake();

		await intake([named('Order Placed'), named('Quiz Ended'), named('Order Placed')]);
		await intake([named('Order Placed')]);

		expect(calls.map(({ level, fields }) => [level, (fields as { name: string }).name])).to.deep.equal([
			['warn', 'Order Placed'],
			['info', 'Quiz Ended'],
		]);
		expect(JSON.stringify(calls[0]?.fields)).to.include('Did you mean Order Completed?');
	});

	it('is silent about names that a row switches off', async () => {
		const { intake, calls } = aWatchedIntake({ eventMapping: [{ from: 'Quiz Ended', to: 'skip' }] });

		await intake([named('Quiz Ended')]);

		expect(calls).to.deep.equal([]);
	});

	it('stops after a thousand names, and says so', async () => {
		const { intake, calls } = aWatchedIntake();

		await intake(Array.from({ length: 3000 }, (_, n) => named(`Name ${n}`)));

		expect(calls).to.have.length(1001);
		expect(calls.at(-1)?.message).to.include('not told');
	});
});

describe('the report of consent', () => {
	const settings = { consent: { requireCategories: ['advertising'] } };
	const stamped = (preferences: object) =>
		orderOf({}, { context: { ...page, consent: { categoryPreferences: preferences } } });
	const many = (count: number, event: AnalyticsEvent) => Array.from({ length: count }, () => event);

	it('warns after twenty events in a row without the category, and names those that were seen', async () => {
		const { intake, warned } = aWatchedIntake(settings);

		await intake(many(19, stamped({ Advertising: true, analytics: false })));
		const before = warned().length;
		await intake(many(6, stamped({ Advertising: true, analytics: false })));

		expect(before).to.equal(0);
		expect(warned().map(({ fields }) => fields)).to.deep.equal([
			{ reason: 'consent_denied', count: 25, required: ['advertising'], seen: ['Advertising', 'analytics'] },
		]);
	});

	it("warns of events without any stamp, and understands RudderStack's", async () => {
		const bare = aWatchedIntake(settings);
		const rudder = aWatchedIntake(settings);
		const management = { allowedConsentIds: ['ads'], deniedConsentIds: ['stats'] };

		await bare.intake(many(20, orderOf({})));
		await rudder.intake(many(20, orderOf({}, { context: { ...page, consentManagement: management } })));

		expect(bare.warned()[0]?.fields).to.deep.include({ seen: [] });
		expect(rudder.warned()[0]?.fields).to.deep.include({ seen: ['ads', 'stats'] });
	});

	it('warns once an hour', async () => {
		const { intake, clock, warned } = aWatchedIntake(settings);

		for (let n = 0; n < 5; n++) await intake(many(20, orderOf({})));
		clock.nowMs += HOUR_MS;
		await intake(many(1, orderOf({})));

		expect(warned()).to.have.length(2);
	});

	it('is silent if one event was granted, or people deny', async () => {
		const granted = aWatchedIntake(settings);
		const denied = aWatchedIntake(settings);

		await granted.intake([...many(15, orderOf({})), stamped({ advertising: true }), ...many(15, orderOf({}))]);
		await denied.intake(many(50, stamped({ advertising: false })));

		expect([granted.warned(), denied.warned()]).to.deep.equal([[], []]);
	});

	it('holds twenty names of categories at most, and none that is an address', async () => {
		const { intake, warned } = aWatchedIntake(settings);
		const names = Object.fromEntries([
			['jane@shop.example', true],
			...Array.from({ length: 100 }, (_, n) => [`c${n}`, true]),
		]);

		await intake(many(20, stamped(names)));

		const [{ fields } = { fields: { seen: [] } }] = warned();
		expect(fields).to.have.property('seen').with.length(20).that.includes('a text of 17 characters');
	});
});
