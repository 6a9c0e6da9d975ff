import { expect } from 'chai';
import { loadGateway } from '../../src/settings/load-configuration.js';

const load = (queue: string, flags: Record<string, unknown> = {}) =>
	loadGateway({ environment: { OPENAI_ADS_QUEUE: queue }, flags });

describe('OPENAI_ADS_QUEUE with the URL of a PostgreSQL', () => {
	it('is taken', () => {
		expect(load('postgres://a:b@db/c').gateway.queue).to.equal('postgres://a:b@db/c');
	});

	it('is refused beside --data, and if it can not be read, without a word of it', () => {
		expect(() => load('postgres://a:secret@db/c', { data: './x' }))
			.to.throw(/--data: .* Leave one of them out/)
			.with.property('exitCode', 2);
		expect(() => load('postgres://a:secret@db:port/c'))
			.to.throw(/gateway\.queue: expected a URL/)
			.with.property('message')
			.that.does.not.include('secret');
	});
});
