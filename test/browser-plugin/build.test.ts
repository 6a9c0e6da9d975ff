/** The script that pages download: small enough, in one global, and allowed on strict pages. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { brotliCompressSync } from 'node:zlib';
import { expect } from 'chai';
import { build } from 'esbuild';
import * as published from 'openai-ads-destination/browser';

const ROOT = resolve(import.meta.dirname, '../..');
const SCRIPT = readFileSync(join(ROOT, 'dist/browser/openai-ads.min.js'), 'utf8');
/** Bytes after brotli; a kB is 1024. */
const MAX_PLUGIN_BYTES = 1.75 * 1024;
const MAX_SCRIPT_BYTES = 2.7 * 1024;

describe('the browser build', () => {
	it('takes at most 1.75 kB for the Analytics.js plugin alone', async () => {
		const { outputFiles } = await build({
			stdin: { contents: "export { openAIAds } from 'openai-ads-destination/browser'", resolveDir: ROOT },
			bundle: true,
			minify: true,
			format: 'esm',
			target: 'es2020',
			write: false,
		});

		expect(brotliCompressSync(outputFiles[0]?.contents ?? '').length).to.be.within(1000, MAX_PLUGIN_BYTES);
	});

	it('takes at most 2.7 kB for the script', () => {
		expect(brotliCompressSync(SCRIPT).length).to.be.within(1000, MAX_SCRIPT_BYTES);
	});

	it('gives the script the same functions as the package, in the global OpenAIAds', () => {
		const page = createContext({});

		runInContext(SCRIPT, page);

		expect(Object.keys(page['OpenAIAds'])).to.have.members(Object.keys(published));
		expect(Object.keys(page)).to.deep.equal(['OpenAIAds']);
	});

	it('makes no code from text and starts no timer, so that strict pages accept it', () => {
		expect(SCRIPT).to.not.match(/\beval\b|Function\(|set(?:Timeout|Interval)|requestIdleCallback|innerHTML/);
	});

	it('has the hash that docs/browser.md tells pages to ask for', () => {
		const docs = readFileSync(join(ROOT, 'docs/browser.md'), 'utf8');
		const hash = createHash('sha384').update(SCRIPT).digest('base64');

		expect([...docs.matchAll(/integrity="([^"]*)"/g)].map(([, integrity]) => integrity)).to.deep.equal([
			`sha384-${hash}`,
		]);
	});

	it('has a source map beside it', () => {
		const map = JSON.parse(readFileSync(join(ROOT, 'dist/browser/openai-ads.min.js.map'), 'utf8'));

		expect(SCRIPT.trimEnd()).to.match(/\/\/# sourceMappingURL=openai-ads\.min\.js\.map$/);
		expect(map.sources).to.include('../browser-plugin/segment.js');
	});
});
