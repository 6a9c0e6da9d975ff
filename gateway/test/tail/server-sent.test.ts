import { expect } from 'chai';
import { readServerSent } from '../../src/tail/server-sent.js';

async function* chunks(...texts: string[]) {
	for (const text of texts) yield new TextEncoder().encode(text);
}

async function read(...texts: string[]) {
	const all = [];
	for await (const sent of readServerSent(chunks(...texts))) all.push(sent);
	return all;
}

describe('readServerSent', () => {
	it('joins what arrives in pieces, keeps the last id, and passes comments over', async () => {
		const sent = await read(
			'retry: 1000\n\n: alive\n\nevent: ev',
			'ents\nid: 7\nda',
			'ta: {"a":1}\n',
			'\nevent: counts\ndata: {}\n\n',
		);

		expect(sent).to.deep.equal([
			{ event: 'events', data: '{"a":1}', id: '7' },
			{ event: 'counts', data: '{}', id: '7' },
		]);
	});

	it('refuses an event that never ends', async () => {
		const error = await read('x'.repeat(600_000), 'x'.repeat(600_000)).catch((thrown: Error) => thrown);

		expect(error).to.be.instanceOf(Error);
	});
});
