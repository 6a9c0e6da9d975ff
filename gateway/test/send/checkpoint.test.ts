import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { openCheckpoint, toTarget } from '../../src/send/checkpoint.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';

describe('openCheckpoint', () => {
	afterEach(removeTemporaryFolders);
	const journey = { input: 'file', target: toTarget('pixel', 'https://openai.example') };
	const aFile = () => join(temporaryFolder(), 'checkpoint.json');
	const messageOf = async (opening: Promise<unknown>) =>
		opening.then(
			() => 'it was opened',
			(error: Error) => error.message,
		);

	it('begins at the beginning and is there from then on', async () => {
		const file = aFile();

		const { start } = await openCheckpoint(file, journey);

		expect(start).to.deep.equal({ settled: 0, begun: 0, outcomes: {}, isDone: false });
		expect(existsSync(file)).to.equal(true);
	});

	it('knows after a crash what was settled and what was on its way, and adds the results up', async () => {
		const file = aFile();
		const checkpoint = await openCheckpoint(file, journey);
		await checkpoint.begin(100);
		await checkpoint.settle(100, { accepted: 90, skipped: 10 });
		await checkpoint.begin(200);
		await checkpoint.settle(200, { accepted: 99, discarded: 1 });
		await checkpoint.begin(300);

		const { start } = await openCheckpoint(file, journey);

		expect(start).to.deep.equal({
			settled: 200,
			begun: 300,
			outcomes: { accepted: 189, skipped: 10, discarded: 1 },
			isDone: false,
		});
	});

	it('knows that a file was sent to its end', async () => {
		const file = aFile();
		await (await openCheckpoint(file, journey)).finish();

		expect((await openCheckpoint(file, journey)).start.isDone).to.equal(true);
	});

	it('is not for another file, and says so', async () => {
		const file = aFile();
		await openCheckpoint(file, journey);

		expect(await messageOf(openCheckpoint(file, { ...journey, input: 'other' }))).to.include('another file of events');
	});

	it('is not for another pixel, and holds neither its ID nor an address', async () => {
		const file = aFile();
		await openCheckpoint(file, journey);

		expect(await messageOf(openCheckpoint(file, { ...journey, target: toTarget('p2') }))).to.include('another pixel');
		expect(readFileSync(file, 'utf8')).not.to.match(/pixel|openai/);
	});

	for (const [name, content] of [
		['the events themselves', '{"type":"track"}\n'.repeat(1000)],
		['an empty file', ''],
		['a checkpoint whose numbers are texts', '{"version":1,"settled":"7"}'],
		['a checkpoint of a later version', '{"version":2,"settled":7,"begun":7,"outcomes":{},"isDone":false}'],
	] as const) {
		it(`leaves ${name} alone`, async () => {
			const file = aFile();
			writeFileSync(file, content);

			expect(await messageOf(openCheckpoint(file, journey))).to.include('is no checkpoint');
			expect(readFileSync(file, 'utf8')).to.equal(content);
		});
	}

	it('names a folder that is not there before anything is sent', async () => {
		expect(await messageOf(openCheckpoint('/nowhere/at/all', journey))).to.include('ENOENT');
	});
});
