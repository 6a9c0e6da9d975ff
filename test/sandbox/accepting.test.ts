import { expect } from 'chai';
import { createSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { aLead, NOW_MS, post, postEvents } from './a-request.js';

describe('createSandbox, accepting', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await createSandbox({ nowMs: () => NOW_MS });
	});
	afterEach(() => sandbox.close());

	it('answers with the number of events it accepted', async () => {
		const answer = await postEvents(sandbox.endpoint, [aLead(), aLead({ id: 'lead_2' })]);

		expect(answer).to.deep.equal({ status: 200, body: { accepted_events: 2 } });
	});

	it('sends the headers that OpenAI sends', async () => {
		const { headers } = await post(sandbox.endpoint);

		expect(headers.get('content-type')).to.equal('application/json');
		expect(headers.get('openai-version')).to.equal('2020-10-01');
		expect(headers.get('x-request-id')).to.match(/^req_.{36}$/);
	});

	it('keeps the events as they came, in order of arrival', async () => {
		const events = [aLead({ oppref: 'x%2B=' }), aLead({ id: 'lead_2' })];

		await postEvents(sandbox.endpoint, events);

		expect(sandbox.events()).to.deep.equal(events);
	});

	it('accepts a thousand events', async () => {
		const events = Array.from({ length: 1000 }, (_, index) => aLead({ id: `lead_${index}` }));

		const { body } = await postEvents(sandbox.endpoint, events);

		expect(body).to.deep.equal({ accepted_events: 1000 });
		expect(sandbox.events()).to.have.lengthOf(1000);
	});

	it('neither stores a validate-only request nor remembers its ids', async () => {
		const validated = await postEvents(sandbox.endpoint, [aLead()], { validate_only: true });
		const storedThen = sandbox.events().length;
		await postEvents(sandbox.endpoint, [aLead()], { validate_only: false });

		expect([validated.body, storedThen]).to.deep.equal([{ accepted_events: 1 }, 0]);
		expect(sandbox.events()).to.have.lengthOf(1);
	});

	it('accepts any key and pixel ID when it has none of its own', async () => {
		const { status } = await post(sandbox.endpoint, { key: 'another', query: '?pid=another' });

		expect(status).to.equal(200);
	});

	it('listens on the host and port it is given', async () => {
		await sandbox.close();
		const { port } = new URL(sandbox.url);

		sandbox = await createSandbox({ host: 'localhost', port: Number(port), nowMs: () => NOW_MS });

		expect(sandbox.endpoint).to.equal(`http://localhost:${port}/v1/events`);
		expect((await post(sandbox.endpoint)).status).to.equal(200);
	});

	it('rejects when the port is taken', async () => {
		const port = Number(new URL(sandbox.url).port);

		const failure = await createSandbox({ port }).catch((error: NodeJS.ErrnoException) => error.code);

		expect(failure).to.equal('EADDRINUSE');
	});

	it("judges the time window by this machine's clock by default", async () => {
		const own = await createSandbox();

		const { status } = await postEvents(own.endpoint, [aLead({ timestamp_ms: Date.now() })]);

		await own.close();
		expect(status).to.equal(200);
	});
});
