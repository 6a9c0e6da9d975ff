/** What the operator reads while RudderStack's jobs wait. */

import { expect } from 'chai';
import { createSandbox, type Sandbox } from 'openai-ads-destination/sandbox';
import { createRecordingLog } from '../../recording-log.js';
import { aJob, aTransformer, closeTransformers } from './a-transformer.js';

const PROXY = '/v1/destinations/openai_ads_capi/proxy';

describe("the gateway's log while RudderStack's jobs wait", () => {
	let sandbox: Sandbox;

	beforeEach(async () => {
		sandbox = await createSandbox({ pixelId: 'px1' });
	});
	afterEach(async () => {
		await closeTransformers();
		await sandbox.close();
	});

	async function warningsAfter(status: number) {
		const log = createRecordingLog();
		const { call } = await aTransformer({ log, endpoint: sandbox.endpoint });
		const input = [aJob(1), aJob(2)];
		const { json } = await call('/routerTransform', { input, destType: 'openai_ads_capi' });
		const { batchedRequest, metadata, destination } = json.output[0];
		sandbox.fault({ status, times: 1 });
		await call(PROXY, { ...batchedRequest, userId: '', metadata, destinationConfig: destination.Config });
		return log.lines.filter(({ level }) => level === 'warn');
	}

	it('says once a call that OpenAI refuses the key', async () => {
		const warnings = await warningsAfter(401);

		expect(warnings.map(({ fields }) => [fields['call'], fields['count']])).to.deep.equal([['delivery', 2]]);
		expect(warnings[0]?.message).to.match(/^OpenAI refuses the key/);
		expect(String(warnings[0]?.fields['detail'])).to.include('401');
	});

	it('says once a call that OpenAI is not taking events', async () => {
		const warnings = await warningsAfter(503);

		expect(warnings.map(({ fields }) => [fields['call'], fields['count']])).to.deep.equal([['delivery', 2]]);
		expect(warnings[0]?.message).to.match(/^OpenAI is not taking/);
	});

	it('says nothing of jobs that OpenAI took', async () => {
		const log = createRecordingLog();
		const { call } = await aTransformer({ log, endpoint: sandbox.endpoint });
		const { json } = await call('/routerTransform', { input: [aJob(1)], destType: 'openai_ads_capi' });
		const { batchedRequest, metadata, destination } = json.output[0];

		await call(PROXY, { ...batchedRequest, userId: '', metadata, destinationConfig: destination.Config });

		expect(sandbox.events().length).to.equal(1);
		expect(log.lines.filter(({ level }) => level === 'warn')).to.deep.equal([]);
	});
});
