import { expect } from 'chai';
import { createSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { aLead, NOW_MS, post, postEvents } from './a-request.js';

const custom = (name: string) => aLead({ type: 'custom', custom_event_name: name, data: { type: 'custom' } });

describe('createSandbox, recognising duplicates', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await createSandbox({ nowMs: () => NOW_MS });
	});
	afterEach(() => sandbox.close());

	it('accepts a duplicate and keeps the first', async () => {
		await postEvents(sandbox.endpoint, [aLead({ oppref: 'first' })]);

		const answer = await postEvents(sandbox.endpoint, [aLead({ oppref: 'second' })]);

		expect(answer).to.deep.equal({ status: 200, body: { accepted_events: 1 } });
		expect(sandbox.events()).to.deep.equal([aLead({ oppref: 'first' })]);
	});

	it('finds a duplicate inside one batch', async () => {
		const { body } = await postEvents(sandbox.endpoint, [aLead(), aLead()]);

		expect(body).to.deep.equal({ accepted_events: 2 });
		expect(sandbox.events()).to.have.lengthOf(1);
	});

	it('counts one id under two types, or two pixel IDs, as two events', async () => {
		await postEvents(sandbox.endpoint, [aLead(), aLead({ type: 'registration_completed' })]);
		await post(sandbox.endpoint, { query: '?pid=another' });

		expect(sandbox.events()).to.have.lengthOf(3);
	});

	it('compares the names of custom events without case', async () => {
		await postEvents(sandbox.endpoint, [custom('Quote'), custom('quote'), custom('offer')]);

		expect(sandbox.events().map((event) => event.custom_event_name)).to.deep.equal(['Quote', 'offer']);
	});

	it('distinguishes ids by case', async () => {
		await postEvents(sandbox.endpoint, [aLead({ id: 'a' }), aLead({ id: 'A' })]);

		expect(sandbox.events()).to.have.lengthOf(2);
	});

	it('does not mistake the end of a pixel ID for the beginning of an id', async () => {
		await post(sandbox.endpoint, { query: '?pid=pixel', body: { events: [aLead({ id: '1a' })] } });
		await post(sandbox.endpoint, { query: '?pid=pixel1', body: { events: [aLead({ id: 'a' })] } });

		expect(sandbox.events()).to.have.lengthOf(2);
	});

	it('remembers an event that is no longer kept', async () => {
		const small = await createSandbox({ nowMs: () => NOW_MS, keep: 1 });
		await postEvents(small.endpoint, [aLead({ id: 'a' }), aLead({ id: 'b' })]);

		await postEvents(small.endpoint, [aLead({ id: 'a' })]);

		const kept = small.events().map(({ id }) => id);
		await small.close();
		expect(kept).to.deep.equal(['b']);
	});
});
