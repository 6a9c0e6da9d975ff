import { expect } from 'chai';
import { explainEvent } from '../../../src/destination/explain/explain-event.js';
import { REASONS } from '../../../src/destination/explain/reasons.js';
import { aTrackEvent, NOW_MS } from '../../builders.js';
import { BROKEN, type Broken } from './integrations.js';
import { BROKEN_ORDERS } from './orders.js';
import { aServerOrder, aWebOrder } from './sdk-events.js';

const ALL = [...BROKEN, ...BROKEN_ORDERS];
const SETTING = /\b(fieldMapping|amountFrom|clickParams|testEvents|idFrom): (\{.*\}|\[[^\]]*\])/;

const WRONG = { total: 12_999, currency: 'USD', products: [{ price: 129.99 }] };

function explain({ event, settings = {}, profile = {} }: Pick<Broken, 'event' | 'settings' | 'profile'>) {
	return explainEvent(event, settings, NOW_MS, { profile });
}

/** Causes and cures, in the order in which they are told. */
function tell(broken: Broken): readonly string[] {
	const explanation = explain(broken);
	const reasons = explanation.attribution.reasons.map(({ message, cure }) =>
		cure === undefined ? message : `${message} > ${cure}`,
	);
	return explanation.outcome === 'accepted' ? reasons : [explanation.detail, ...reasons];
}

describe('A broken integration', () => {
	for (const broken of BROKEN) {
		it(`is told its cause and cure, once: ${broken.mistake}`, () => {
			expect(tell(broken).filter((sentence) => sentence === broken.says)).to.deep.equal([broken.says]);
		});
	}

	for (const broken of BROKEN_ORDERS) {
		it(`is told its cause and cure, first: ${broken.mistake}`, () => {
			expect(tell(broken)[0]).to.equal(broken.says);
		});
	}

	it('is told nothing of it any more with the setting that the cure names', () => {
		const cured = ALL.flatMap((broken) => {
			const [, name = '', value = ''] = SETTING.exec(broken.says.split(' > ')[1] ?? '') ?? [];
			return name === '' ? [] : [{ ...broken, settings: { ...broken.settings, [name]: JSON.parse(value) } }];
		});

		expect(cured.length).to.be.above(10);
		expect(cured.filter((one) => tell(one).includes(one.says)).map(({ mistake }) => mistake)).to.deep.equal([]);
	});

	it('has every reason of the table among them, but for that of an event without profiles', () => {
		const codes = new Set(ALL.flatMap((broken) => explain(broken).attribution.reasons.map(({ code }) => code)));

		expect([...codes, 'no_profile']).to.have.members([...new Set(REASONS.map(({ code }) => code))]);
	});

	it('is told of one cause for one missing click', () => {
		for (const broken of ALL) {
			const click = explain(broken).attribution.reasons.filter(({ code }) => /click/.test(code));

			expect(click.length, broken.mistake).to.be.at.most(1);
		}
	});
});

describe('An integration without mistakes', () => {
	it('is told nothing', () => {
		const event = aTrackEvent({
			userId: 'u1',
			context: {
				page: { url: 'https://shop.example/thanks' },
				providers: { openAI: { oppref: 'gAAAAABn-1_2' } },
				traits: { email: 'jane@example.com', phone: '+14155552671', address: { country: 'US' } },
				ip: '8.8.8.8',
				userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36',
			},
			properties: { order_id: '1001', total: 129.99, currency: 'usd', products: [{ sku: 'a', price: '129.99' }] },
		});

		expect(explain({ event }).attribution.reasons).to.deep.equal([]);
		for (const whole of [aWebOrder(), aServerOrder()]) {
			expect(explain({ event: whole }).attribution.reasons).to.deep.equal([]);
		}
	});
});

describe('The table of reasons', () => {
	it('has a short form of at most 18 characters in each row', () => {
		for (const { short, sentence } of REASONS) expect(short.length, sentence).to.be.within(1, 18);
	});

	it('does not crowd out wrong money with missing keys, and shows five reasons at most', () => {
		const event = aTrackEvent({
			anonymousId: 'a1',
			context: { ip: '10.0.0.1', userAgent: 'axios/1.7', traits: { phone: '1' } },
			properties: { mail: 'a@b.example', mobile: '1', event_id: 'e', ...WRONG },
		});

		const codes = explain({ event }).attribution.reasons.map(({ code }) => code);

		expect(codes).to.deep.equal([
			'no_click_server',
			'key_not_read',
			'key_not_read',
			'amount_in_doubt',
			'event_id_unused',
		]);
	});

	it('says where seconds were read as such', () => {
		const { fields } = explain({ event: aTrackEvent({ timestamp: Math.floor(NOW_MS / 1000) - 60 }) });

		expect(fields.find(({ path }) => path === 'timestamp_ms')).to.include({ rule: 'Unix seconds, read as such.' });
	});
});
