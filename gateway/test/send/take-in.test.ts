import { expect } from 'chai';
import { createIntake, parseSettings, withDefaultPorts } from 'openai-ads-destination/pipeline';
import { createTakeIn } from '../../src/send/take-in.js';

const aPage = (userId: string, fields: object = {}) => ({
	type: 'page',
	messageId: `message-${userId}`,
	timestamp: new Date().toISOString(),
	userId,
	context: { page: { url: 'https://shop.example/' } },
	...fields,
});
const aCrowd = (count: number) => Array.from({ length: count }, (_, n) => aPage(`user-${n}`));

describe('createTakeIn', () => {
	it('gives one admission for each event, in order, and never many events to the intake at once', async () => {
		const sizes: number[] = [];
		const intake = createIntake(parseSettings({}), withDefaultPorts());
		const events = aCrowd(1100);

		const admissions = await createTakeIn((slice, sender) => {
			sizes.push(slice.length);
			return intake(slice, sender);
		})(events);

		expect(admissions.map(({ item }) => item?.messageId)).to.deep.equal(events.map(({ messageId }) => messageId));
		expect(Math.max(...sizes)).to.be.at.most(250);
	});

	it('lets a denial reach back over all slices', async () => {
		const intake = createTakeIn(createIntake(parseSettings({}), withDefaultPorts()));
		const denial = { type: 'delete', userId: 'user-0' };

		const admissions = await intake([...aCrowd(600), denial]);

		expect(admissions[0]?.item).to.equal(undefined);
		expect(admissions[0]?.result?.reason).to.equal('consent_denied');
		expect(admissions[1]?.item).not.to.equal(undefined);
	});

	it('lets later slices know what earlier ones taught', async () => {
		const intake = createTakeIn(createIntake(parseSettings({}), withDefaultPorts()));
		const click = aPage('user-x', { messageId: 'click', context: { providers: { openAI: { oppref: 'the-click' } } } });

		const admissions = await intake([click, ...aCrowd(600), aPage('user-x')]);

		expect(admissions.at(-1)?.item?.json).to.include('"oppref":"the-click"');
	});
});
