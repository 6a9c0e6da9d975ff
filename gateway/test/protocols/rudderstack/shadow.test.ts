/** A destination that is put into the shadow while requests of it wait in rudder-server. */

import { expect } from 'chai';
import { createRecordingLog } from '../../recording-log.js';
import { aDestination, aJob, aTransformer, closeTransformers } from './a-transformer.js';

const PROXY = '/v1/destinations/openai_ads_capi/proxy';
const SHADOWED = aDestination({ shadow: true });

describe("RudderStack's calls with `shadow`", () => {
	afterEach(closeTransformers);

	it('keep what was built before: nothing is sent, the job comes again, and the operator is told', async () => {
		const log = createRecordingLog();
		let requests = 0;
		const fetch = async () => {
			requests += 1;
			return Response.json({});
		};
		const { call } = await aTransformer({ log, fetch });
		const { json } = await call('/routerTransform', { input: [aJob(1)], destType: 'openai_ads_capi' });
		const { batchedRequest, metadata, destination } = json.output[0];
		const request = { ...batchedRequest, userId: '', metadata };

		const shadowed = await call(PROXY, { ...request, destinationConfig: SHADOWED.Config });
		const sentInTheShadow = requests;
		const live = await call(PROXY, { ...request, destinationConfig: destination.Config });

		const statusOf = (answer: typeof live) => answer.json.output.response[0].statusCode;
		expect([statusOf(shadowed), sentInTheShadow, statusOf(live), requests]).to.deep.equal([429, 0, 200, 1]);
		const warnings = log.lines.filter(({ level }) => level === 'warn');
		expect(warnings.map(({ fields }) => fields['call'])).to.deep.equal(['delivery']);
		expect(String(warnings[0]?.fields['detail'])).to.match(/^destination\.Config\.shadow: /);
	});

	it('filter what comes to be transformed', async () => {
		const { call } = await aTransformer();
		const input = [aJob(1, { destination: SHADOWED })];

		const { json } = await call('/routerTransform', { input, destType: 'openai_ads_capi' });

		expect(json.output.map(({ statusCode }: { statusCode: number }) => statusCode)).to.deep.equal([298]);
	});
});
