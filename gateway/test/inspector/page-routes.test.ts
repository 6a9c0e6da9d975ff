import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { fastify } from 'fastify';
import { addErrorAnswers } from '../../src/http/error-answers.js';
import { readPageFiles } from '../../src/inspector/page-files.js';
import { addPageRoutes } from '../../src/inspector/page-routes.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';

const FACTS = { sandbox: true, url: 'http://127.0.0.1:8787"><script>', actions: false, signsIn: false };

describe('the routes of the page', () => {
	afterEach(removeTemporaryFolders);

	function anApp(isBuilt = true) {
		const folder = temporaryFolder();
		mkdirSync(join(folder, 'assets'));
		if (isBuilt) writeFileSync(join(folder, 'index.html'), '<meta name="gateway" content="GATEWAY">');
		writeFileSync(join(folder, 'sign-in.html'), 'the form');
		writeFileSync(join(folder, 'assets/page-A1.js'), 'let a;');
		writeFileSync(join(folder, 'assets/secret.txt'), 'no');
		const app = fastify();
		addErrorAnswers(app, 'No such route.');
		addPageRoutes(app, readPageFiles(FACTS, folder), ({ headers }) => headers['x-stranger'] === '1');
		return app;
	}

	it('serve the page with a policy that lets in nothing of others', async () => {
		const { headers, body } = await anApp().inject('/');

		const policy = String(headers['content-security-policy']);
		expect(policy).to.include("default-src 'none'").and.include("require-trusted-types-for 'script'");
		expect(policy)
			.to.include("frame-ancestors 'none'")
			.and.not.match(/unsafe|https?:/);
		expect(headers['cache-control']).to.equal('no-store');
		expect(body).to.include('{&quot;sandbox&quot;:true').and.not.include('<script>');
	});

	it('serve the form alone to whoever has to sign in, under the same policy', async () => {
		const app = anApp();

		const { statusCode, headers, body } = await app.inject({ url: '/', headers: { 'x-stranger': '1' } });

		expect([statusCode, body]).to.deep.equal([401, 'the form']);
		expect(headers['content-security-policy']).to.equal((await app.inject('/')).headers['content-security-policy']);
	});

	it('serve files for good, since their names change with their content', async () => {
		const { headers, body } = await anApp().inject('/assets/page-A1.js');

		expect(body).to.equal('let a;');
		expect(headers['content-type']).to.equal('text/javascript; charset=utf-8');
		expect(headers['cache-control']).to.equal('private, max-age=31536000, immutable');
	});

	for (const path of [
		'secret.txt',
		'other.js',
		'..%2Findex.html',
		'..%2F..%2Fpackage.json',
		'%2e%2e%2findex.html',
		'page-A1.js%00',
		'__proto__',
	]) {
		it(`know no other file: ${path}`, async () => {
			expect((await anApp().inject(`/assets/${path}`)).statusCode).to.be.oneOf([400, 404]);
		});
	}

	it('say how to build a page that is not there', async () => {
		const { statusCode, body } = await anApp(false).inject('/');

		expect(statusCode).to.equal(404);
		expect(body).to.include('npm run build');
	});
});
