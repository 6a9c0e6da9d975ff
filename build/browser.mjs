/** `npm run build`: makes the script build of the browser plugin, one file for pages without a bundler. */

import { build } from 'esbuild';

await build({
	entryPoints: ['dist/browser-plugin/index.js'],
	outfile: 'dist/browser/openai-ads.min.js',
	bundle: true,
	minify: true,
	sourcemap: true,
	format: 'iife',
	globalName: 'OpenAIAds',
	target: 'es2020',
	legalComments: 'none',
});
