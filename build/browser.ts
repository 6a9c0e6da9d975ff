/** Part of `npm run build`: makes dist/browser/openai-ads.min.js, the browser plugin for pages that use no bundler. */

import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const DIST = resolve(import.meta.dirname, '../dist');

await build({
	entryPoints: [join(DIST, 'browser-plugin/index.js')],
	outfile: join(DIST, 'browser/openai-ads.min.js'),
	bundle: true,
	minify: true,
	sourcemap: true,
	format: 'iife',
	globalName: 'OpenAIAds',
	target: 'es2020',
	legalComments: 'none',
	logLevel: 'warning',
});
