import { expect } from 'chai';
import { problemsOf } from './settings-problems.js';

describe('settings.endpoint', () => {
	const good = [
		'https://proxy.example/events',
		'https://proxy.example:8443',
		'http://localhost',
		'http://localhost:8788/v1/events',
	];
	for (const endpoint of [
		...good,
		'HTTP://LOCALHOST:1',
		'http://127.0.0.1:8788',
		'http://127.8.8.8',
		'http://[::1]:8788/x',
		'http://localhost?x',
	]) {
		it(`takes ${endpoint}`, () => {
			expect(problemsOf({ endpoint })).to.deep.equal([]);
		});
	}

	const bad = [
		...[
			'http://bzr.openai.com/v1/events',
			'http://localhost.evil.com',
			'http://127.0.0.1.evil.com',
			'http://localhostevil.com',
		],
		...[
			'http://127.0.0.1@evil.com',
			'http://localhost@evil.com',
			'http://localhost:80@evil.com',
			'http://127.0.0.1:pw@evil.com/',
		],
		...[
			'http://evil.com#localhost',
			'http://evil.com/localhost',
			'http://evil.com?127.0.0.1',
			'http://localhost%2eevil.com',
		],
		...['http://0.0.0.0', 'http://10.0.0.1', 'http://[::]', 'http://[::ffff:10.0.0.1]', 'http://128.0.0.1'],
		...[
			'https://user:pw@proxy.example',
			'https://user@proxy.example',
			'https://',
			'https://a b',
			'ftp://localhost',
			'localhost:8788',
			'',
			'x',
		],
	];
	for (const endpoint of bad) {
		it(`refuses ${endpoint || 'an empty text'}`, () => {
			expect(problemsOf({ endpoint })).to.have.lengthOf(1);
		});
	}
});
