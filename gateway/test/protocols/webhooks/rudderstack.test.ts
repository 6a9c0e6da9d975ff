import { expect } from 'chai';
import { aServer } from '../../http/a-server.js';
import { aBearerPost, BEARER_SECRET } from './a-webhook.js';

describe('POST /webhook/rudderstack', () => {
	const event = { type: 'track', event: 'Order Completed', messageId: 'm1' };
	const aRudderServer = () => aServer({ webhookSecrets: { rudderstack: BEARER_SECRET } });

	it('takes one event, as the Webhook destination sends it, and a list, as HTTP Webhook batches do', async () => {
		const { app, events } = await aRudderServer();

		const answers = [await app.inject(aBearerPost(event)), await app.inject(aBearerPost([event, event]))];

		expect(answers.map((answer) => answer.json())).to.deep.equal([
			{ success: true, accepted: 1, refused: [], refusedCount: 0 },
			{ success: true, accepted: 2, refused: [], refusedCount: 0 },
		]);
		expect(events).to.deep.equal([event, event, event]);
	});

	for (const authorization of [`bearer ${BEARER_SECRET}`, `Bearer  ${BEARER_SECRET}`, `BEARER ${BEARER_SECRET} `]) {
		it(`takes the secret as '${authorization.replace(BEARER_SECRET, '…')}'`, async () => {
			const { app } = await aRudderServer();

			expect((await app.inject(aBearerPost(event, authorization))).statusCode).to.equal(200);
		});
	}

	const refusals: [name: string, authorization: string | undefined][] = [
		['no header', undefined],
		['an empty header', ''],
		['the secret without Bearer', BEARER_SECRET],
		['Bearer without a secret', 'Bearer '],
		['another secret', 'Bearer x'],
		['the beginning of the secret', `Bearer ${BEARER_SECRET.slice(0, -1)}`],
		['more than the secret', `Bearer ${BEARER_SECRET}x`],
		['the secret in upper case', `Bearer ${BEARER_SECRET.toUpperCase()}`],
		['two secrets', `Bearer x ${BEARER_SECRET}`],
		['the secret as Basic authorization', `Basic ${Buffer.from(`${BEARER_SECRET}:`).toString('base64')}`],
	];
	for (const [name, authorization] of refusals) {
		it(`refuses ${name} with 401, before the body is read`, async () => {
			const { app, events } = await aRudderServer();
			const { headers: _, ...request } = aBearerPost(event);
			const headers = authorization === undefined ? {} : { authorization };

			const answer = await app.inject({ ...request, headers, payload: 'no JSON' });

			expect([answer.statusCode, answer.json().error.code, events.length]).to.deep.equal([401, 'wrong_secret', 0]);
			expect(answer.json().error.message).to.match(/^Authorization: /);
		});
	}
});
