/** The handler of docs/recipes.md for serverless platforms, against the sandbox. No platform is run. */

import { expect } from 'chai';
import * as library from '../../src/destination/index.js';
import { createSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { codeOf, run } from './recipe-code.js';

type Handler = (request: Request) => Promise<Response>;

describe('recipes: serverless', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await createSandbox({ apiKey: 'k', pixelId: 'px' });
	});
	afterEach(() => sandbox.close());

	function aHandler(): Handler {
		const settings = { apiKey: 'k', pixelId: 'px', endpoint: sandbox.endpoint };
		const modules = { 'openai-ads-destination': library };
		return run(codeOf('Serverless and Next.js', 'js'), { modules, globals: { settings } })['POST'] as Handler; // As it says.
	}
	const anOrder = () =>
		new Request('https://shop.example/api/order', {
			method: 'POST',
			body: JSON.stringify({ id: 'o-1', userId: 'u-1', total: 25, currency: 'EUR' }),
		});

	it('has delivered the order when it answers', async () => {
		const response = await aHandler()(anOrder());

		expect([response.status, await response.json()]).to.deep.equal([200, { outcome: 'accepted' }]);
		expect(sandbox.events().map(({ id }) => id)).to.deep.equal(['order-o-1']);
	});

	it('says so when OpenAI did not take it, and sends it with the same id when it is called again', async () => {
		const handler = aHandler();
		sandbox.fault({ status: 503, times: 2 });

		const failed = await handler(anOrder());
		const again = await handler(anOrder());

		expect([failed.status, again.status]).to.deep.equal([503, 200]);
		expect(await failed.json()).to.have.property('outcome', 'failed');
		expect(sandbox.events().map(({ id }) => id)).to.deep.equal(['order-o-1']);
	});
});
