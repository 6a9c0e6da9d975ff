/** Every property of the tests, with many times as many random inputs. */

import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { Proof } from './proof.js';

const ROOT = resolve(import.meta.dirname, '..');
const TIMES = 20;

export const properties: Proof = {
	shows: `Every property holds for ${TIMES} times as many random inputs as in one \`npm test\`.`,
	limitMinutes: 30,
	async run() {
		const files = findProperties();
		const folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
		const report = join(folder, 'report.json');
		const flags = ['--no-config', '--node-option', 'import=tsx', '--timeout', '0', '--parallel', '--jobs', '2'];
		const reporter = ['--reporter', 'json', '--reporter-option', `output=${report}`];
		const env = { ...process.env, PROPERTY_TIMES: String(TIMES) };
		await promisify(execFile)('npx', ['mocha', ...flags, ...reporter, ...files], { cwd: ROOT, env }).catch(() => {});
		const { stats, failures } = JSON.parse(readFileSync(report, 'utf8'));
		rmSync(folder, { recursive: true });

		expect(failures.map(({ err }: { err: Error }) => err.message)).to.deep.equal([]);
		return {
			'files with properties': files.length,
			'tests in them': stats.tests,
			'random inputs, at least': files.flatMap(countRuns).reduce((sum, runs) => sum + runs * TIMES, 0),
			counterexamples: stats.failures,
		};
	},
};

function findProperties(): string[] {
	return ['test', 'gateway/test']
		.flatMap((folder) =>
			readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
		)
		.filter((file) => file.endsWith('.test.ts') && countRuns(file).length > 0);
}

/** The number in each `runs(…)`; some stand in a loop. */
function countRuns(file: string): number[] {
	const text = readFileSync(join(ROOT, file), 'utf8');
	return [...text.matchAll(/numRuns: runs\((\d+)\)/g)].map(([, number]) => Number(number));
}
