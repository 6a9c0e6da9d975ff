/** Who sees whose profiles: the transformer's calls carry no key but that of the destination. */

import { expect } from 'chai';
import { scopeProfiles } from 'openai-ads-destination/internal';
import { createIntake, parseSettings, withDefaultPorts } from 'openai-ads-destination/pipeline';
import { aDestination, aJob, anOrder, aTransformer, closeTransformers, mapProfiles } from './a-transformer.js';

describe('profiles of transformer calls', () => {
	afterEach(closeTransformers);

	const anIdentify = () => ({
		type: 'identify',
		userId: 'u7',
		messageId: 'i1',
		traits: { email: 'jane@shop.example' },
		timestamp: new Date().toISOString(),
	});

	/** A gateway of the pixel px1 with the key key-1, to which an SDK has told the person's e-mail. */
	async function aTaughtGateway() {
		const profiles = mapProfiles();
		const ports = withDefaultPorts({ profiles: scopeProfiles(profiles, 'px1') });
		await createIntake(parseSettings({ apiKey: 'key-1', pixelId: 'px1' }), ports)([anIdentify()]);
		return aTransformer({ profiles });
	}

	async function emailsOf({ call }: Awaited<ReturnType<typeof aTaughtGateway>>, config: Record<string, unknown>) {
		const order = aJob(2, { message: anOrder('m2', { userId: 'u7' }), destination: aDestination(config) });
		const { json } = await call('/routerTransform', { input: [order], destType: 'openai_ads_capi' });
		return json.output[0].batchedRequest.body.JSON.events[0].user.emails_sha256;
	}

	it('are those of the SDK routes with the key of the pixel, white space aside', async () => {
		const gateway = await aTaughtGateway();

		expect(await emailsOf(gateway, {})).to.have.length(1);
		expect(await emailsOf(gateway, { apiKey: ' key-1\n' })).to.have.length(1);
	});

	for (const [name, config] of [
		['a guessed key', { apiKey: 'key-2' }],
		['a key that begins like it', { apiKey: 'key-1x' }],
		['the key of another pixel', { pixelId: 'px2' }],
	] as const) {
		it(`are nobody's with ${name}`, async () => {
			expect(await emailsOf(await aTaughtGateway(), config)).to.equal(undefined);
		});
	}

	it('are apart for each key, which recalls what it has taught itself', async () => {
		const gateway = await aTransformer();
		const destination = aDestination({ apiKey: 'key-2' });
		const teach = { input: [aJob(1, { message: anIdentify(), destination })], destType: 'openai_ads_capi' };

		await gateway.call('/routerTransform', teach);

		expect(await emailsOf(gateway, { apiKey: 'key-2' })).to.have.length(1);
		expect(await emailsOf(gateway, { apiKey: 'key-3' })).to.equal(undefined);
		expect(await emailsOf(gateway, {})).to.equal(undefined);
	});
});
