/** `openai-ads send --json | head -1`: the reader leaves, but the events are still sent. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createSandbox } from 'openai-ads-destination/sandbox';
import { startCommand } from '../cli/run-command.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';

const EVENTS = 3000;

describe('openai-ads send, with a reader that leaves', function () {
	this.timeout(60_000);
	afterEach(removeTemporaryFolders);

	it('sends every event and ends with 0', async () => {
		const sandbox = await createSandbox();
		const file = join(temporaryFolder(), 'events.ndjson');
		const anOrder = (_: unknown, n: number) =>
			JSON.stringify({ type: 'track', event: 'Order Completed', messageId: `m${n}` });
		writeFileSync(file, Array.from({ length: EVENTS }, anOrder).join('\n'));
		const command = startCommand(['send', file, '--json'], {
			OPENAI_CONVERSIONS_API_KEY: 'key',
			OPENAI_ADS_PIXEL_ID: 'pixel',
			OPENAI_ADS_ENDPOINT: sandbox.endpoint,
		});

		command.process.stdout?.once('data', () => command.process.stdout?.destroy());
		const code = await command.ended;

		expect(code).to.equal(0);
		expect(command.stderr()).to.include(`${EVENTS} accepted`);
		expect(sandbox.events()).to.have.length(EVENTS);
		await sandbox.close();
	});
});
