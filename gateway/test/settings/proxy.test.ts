import { expect } from 'chai';
import { loadConfiguration } from '../../src/settings/load-configuration.js';
import { readProxy } from '../../src/settings/proxy.js';
import { StartError } from '../../src/start-error.js';

describe('readProxy', () => {
	const read: readonly (readonly [claim: string, environment: Record<string, string>, url: string | undefined])[] = [
		['none when nothing is set', {}, undefined],
		['none when it is empty', { HTTPS_PROXY: ' ' }, undefined],
		['none for HTTP_PROXY alone, since every request is https', { HTTP_PROXY: 'http://p:1' }, undefined],
		['none with NO_PROXY=*', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'a, *' }, undefined],
		['HTTPS_PROXY', { HTTPS_PROXY: 'http://p.example:3128' }, 'http://p.example:3128/'],
		['https_proxy before HTTPS_PROXY', { https_proxy: 'https://low:1', HTTPS_PROXY: 'http://up:1' }, 'https://low:1/'],
		['an address without a scheme', { HTTPS_PROXY: 'p.example:3128' }, 'http://p.example:3128/'],
		['a user and a password', { HTTPS_PROXY: 'http://u:p%40ss@p:1' }, 'http://u:p%40ss@p:1/'],
	];
	for (const [claim, environment, url] of read) {
		it(`finds ${claim}`, () => {
			expect(readProxy(environment)?.url).to.equal(url);
		});
	}

	it('shows the address without user and password, and reads no_proxy', () => {
		const proxy = readProxy({ HTTPS_PROXY: 'http://user:secret@p.example:3128', no_proxy: 'a.example, .b' });

		expect(proxy).to.deep.include({ name: 'HTTPS_PROXY', origin: 'http://p.example:3128', except: 'a.example, .b' });
	});

	const wrong = [
		'socks5://user:secret@p:1',
		'http://user:secret@',
		'http://secret@p:1',
		'http://user:secret%E0%A4%A@p:1',
		'http://p:1/secret',
		'http://p:secret',
		`http://secret${'x'.repeat(100_000)}`,
	];
	for (const value of wrong) {
		it(`refuses ${value.slice(0, 40)} by the name of its variable and does not repeat it`, () => {
			expect(() => readProxy({ https_proxy: value })).to.throw(StartError, /^https_proxy: expected (?!.*secret)/);
		});
	}

	it('is named together with everything else that is wrong', () => {
		const load = () => loadConfiguration({ environment: { HTTPS_PROXY: 'ftp://p' }, needsCredentials: true });

		expect(load).to.throw(StartError, /^HTTPS_PROXY: expected.*\nOPENAI_CONVERSIONS_API_KEY: required/);
	});
});
