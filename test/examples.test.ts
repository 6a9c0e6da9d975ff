/** Every example runs unchanged, against the built package. */

import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';

const run = promisify(execFile);
const FOLDER = resolve(import.meta.dirname, '../examples');

const EXPECTED: Readonly<Record<string, readonly string[]>> = {
	'send-an-order.mjs': ['fate of the event: accepted  (attributable)', 'amount in cents: 12999'],
	'analytics-node.mjs': [
		'm2 skipped profile_remembered',
		'm1 accepted (attributable)',
		'm3 accepted (attributable)',
		'requests to OpenAI: 1',
		'the order carries the click: true',
	],
	'checkout-handler.mjs': ['the buyer reads: Thank you!', 'order-1001: accepted'],
	'own-queue.mjs': ['m1 skipped profile_remembered', 'm2 skipped event_not_mapped', 'm3 accepted (matchable)'],
};

describe('examples', () => {
	for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.mjs'))) {
		it(`${name} runs and prints what it promises`, async () => {
			const { OPENAI_CONVERSIONS_API_KEY: _key, OPENAI_ADS_PIXEL_ID: _pixel, ...env } = process.env;

			const { stdout } = await run(process.execPath, [join(FOLDER, name)], { env });

			expect(stdout.trimEnd().split('\n')).to.deep.equal(EXPECTED[name]);
		});
	}
});
