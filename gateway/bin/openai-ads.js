#!/usr/bin/env node
// Committed, so that `npm ci` on a clean clone links the command before anything is built.
import { existsSync } from 'node:fs';

const main = new URL('../dist/cli/main.js', import.meta.url);
if (existsSync(main)) {
	await import(main.href);
} else {
	console.error('openai-ads: not built yet. Run `npm run build` first.');
	process.exitCode = 2;
}
