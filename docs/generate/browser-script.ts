/** What docs/browser.md says about the built script: its tag with the hash of this very file, and its size. */

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const FILE = resolve(import.meta.dirname, '../../dist/browser/openai-ads.min.js');

/** @throws if the script was not built */
export function browserScript(): string {
	if (!existsSync(FILE))
		throw new Error('docs: dist/browser/openai-ads.min.js is not there. Run `npm run build` first.');
	const script = readFileSync(FILE);
	const integrity = `sha384-${createHash('sha384').update(script).digest('base64')}`;
	return [
		'```html',
		'<script',
		'  src="/openai-ads.min.js"',
		`  integrity="${integrity}"`,
		'></script>',
		'```',
		'',
		`${script.length} bytes, ${brotliCompressSync(script).length} after brotli.`,
	].join('\n');
}
