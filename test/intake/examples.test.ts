import { expect } from 'chai';
import { anEvent, anIntake, clicked, EMAIL } from './an-intake.js';

const marked = (more: object = {}) => ({ openAIAds: { example: true }, ...more });
const anOrder = (context: object = {}) =>
	anEvent({
		type: 'track',
		event: 'Order Completed',
		userId: 'u1',
		properties: { total: 5, currency: 'USD' },
		context,
	});

describe('an event with the mark of an example', () => {
	it('is only checked by OpenAI, without any setting', async () => {
		const { intake } = anIntake();

		const [example, real] = await intake([anOrder(marked()), anOrder()]);

		expect([example?.item?.validateOnly, real?.item?.validateOnly]).to.deep.equal([true, false]);
	});

	it('teaches nothing about its person', async () => {
		const { take, calls } = anIntake();
		const { context } = clicked('the-click', marked({ traits: { email: EMAIL } }));

		const [, , order] = await take(
			anEvent({ userId: 'u1', anonymousId: 'a1', context }),
			anEvent({ type: 'identify', userId: 'u1', anonymousId: 'a1', traits: { email: EMAIL }, context: marked() }),
			anOrder(),
		);

		expect(order).to.include.keys('id').and.not.include.keys('oppref');
		expect(order?.user).not.to.have.property('emails_sha256');
		expect(calls.filter(([name]) => name !== 'get')).to.deep.equal([]);
	});

	it('carries its own click and says of an identify that nothing was learned', async () => {
		const { intake } = anIntake();

		const [order, identify] = await intake([
			anOrder(clicked('the-click', marked()).context),
			anEvent({ type: 'identify', userId: 'u1', context: marked() }),
		]);

		expect(JSON.parse(order?.item?.json ?? '')).to.have.property('oppref', 'the-click');
		expect(identify?.result?.detail).to.equal('OpenAI has no identify event; an example teaches nothing.');
	});

	for (const mark of [undefined, null, false, 'true', 1, {}]) {
		it(`is none with the mark ${JSON.stringify(mark)}`, async () => {
			const { intake } = anIntake();

			const [admission] = await intake([anOrder({ openAIAds: { example: mark } })]);

			expect(admission?.item?.validateOnly).to.equal(false);
		});
	}
});
