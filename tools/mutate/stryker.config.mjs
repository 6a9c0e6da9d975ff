/**
 * Stryker for one room, the one named in MUTATE. Read by run.mjs; Stryker's own mocha runner wants an older mocha, so
 * each mutant is a mocha of its own.
 *
 * The sandbox is a copy with a link to node_modules, where `openai-ads-destination` leads back to the real checkout: the
 * gateway's tests meet the built library as it is, and only what is imported by path is mutated.
 */

import { findRoom } from './rooms.mjs';

const { room, mutate, tests } = findRoom(process.env.MUTATE ?? '') ?? { room: '', mutate: '', tests: [] };
const inTypeScript = ['src/**/*.ts', 'test/**/*.ts', 'gateway/src/**/*.ts', 'gateway/test/**/*.ts'];
const compiled = tests.map((glob) => `'${glob.replace('.test.ts', '.test.js')}'`);

/** @type {import('@stryker-mutator/core/schema').PartialStrykerOptions} */
export default {
	packageManager: 'npm',
	mutate: [mutate],
	testRunner: 'command',
	// Compiled once, beside the sources: a mutant then costs 0.5 s to start in plain Node instead of 2.3 s with tsx.
	// No shell runs this, esbuild expands the patterns.
	buildCommand: `esbuild ${inTypeScript.join(' ')} --outdir=. --outbase=. --format=esm --target=node20 --log-level=warning`,
	commandRunner: {
		command: `node node_modules/mocha/bin/mocha.js --no-config --bail --reporter dot --timeout 10000 ${compiled.join(' ')}`,
	},
	concurrency: 2,
	// A mutant that hangs costs twice the time of all tests plus this.
	timeoutMS: 5000,
	timeoutFactor: 2,
	ignorePatterns: ['/biome.json', '/dist', '/gateway/dist', '/bench', '/coverage', '/docs', '/tools', '/.github'],
	tempDirName: 'tools/mutate/.stryker-tmp',
	reporters: ['clear-text', 'html'],
	htmlReporter: { fileName: `tools/mutate/reports/${room}.html` },
	clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
	allowConsoleColors: false,
	thresholds: { high: 100, low: 80, break: null },
};
