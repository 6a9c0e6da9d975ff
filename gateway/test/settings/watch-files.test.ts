import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type FileWatch, markFiles, watchFiles } from '../../src/settings/watch-files.js';
import { until } from '../cli/run-command.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';

describe('watchFiles', () => {
	let folder: string;
	let watch: FileWatch;
	let changes: number;
	let looks: number;
	const file = (name: string) => join(folder, name);

	/** Looks ten times as often as usual. */
	async function start(...names: string[]): Promise<string[]> {
		const files = names.map(file);
		watch = watchFiles(
			() => counted(files),
			() => changes++,
			{ everyMs: 25 },
		);
		await rest();
		return files;
	}
	/** It asks for the files at each look. */
	function counted(files: Iterable<string>): Iterable<string> {
		looks++;
		return files;
	}
	/** Some looks, the first of which may have begun. */
	async function rest(): Promise<void> {
		const enough = looks + 4;
		await until(() => looks >= enough);
	}

	beforeEach(() => {
		folder = temporaryFolder();
		changes = 0;
		looks = 0;
		writeFileSync(file('key'), 'one');
	});
	afterEach(() => {
		watch.stop();
		removeTemporaryFolders();
	});

	it('notices new content of the same length, once', async () => {
		await start('key');

		writeFileSync(file('key'), 'two');
		await until(() => changes > 0);
		await rest();

		expect(changes).to.equal(1);
	});

	it('notices what changed between the reading of a file and the first look', async () => {
		const known = markFiles([file('key'), file('none')]);
		writeFileSync(file('key'), 'two');

		watch = watchFiles(
			() => counted(known.keys()),
			() => changes++,
			{ known, everyMs: 25 },
		);
		await until(() => changes > 0);
		await rest();

		expect(changes).to.equal(1);
	});

	it('notices nothing while nothing changes', async () => {
		await start('key');
		await rest();

		expect(changes).to.equal(0);
	});

	it('notices a link that leads elsewhere, as the secrets of Kubernetes do', async () => {
		for (const version of ['v1', 'v2']) {
			mkdirSync(file(version));
			writeFileSync(join(file(version), 'key'), version);
		}
		symlinkSync('v1', file('data'));
		await start('data/key');

		symlinkSync('v2', file('next'));
		renameSync(file('next'), file('data'));

		await until(() => changes === 1);
	});

	it('notices a file that goes and comes back', async () => {
		await start('key');

		rmSync(file('key'));
		await until(() => changes === 1);
		writeFileSync(file('key'), 'two');

		await until(() => changes === 2);
	});

	it('watches a file that is added, without calling it changed', async () => {
		const files = await start('key');
		writeFileSync(file('other'), 'one');
		files.push(file('other'));
		await rest();
		const added = changes;

		writeFileSync(file('other'), 'three');

		await until(() => changes === 1);
		expect(added).to.equal(0);
	});

	it('notices nothing any more once it is stopped', async () => {
		await start('key');
		watch.stop();
		const before = looks;
		const other = watchFiles(
			() => [file('key')],
			() => changes++,
			{ known: markFiles([file('key')]), everyMs: 25 },
		);

		// By the time that another watch has told of it, this one would have.
		try {
			writeFileSync(file('key'), 'two');
			await until(() => changes > 0);
		} finally {
			other.stop();
		}

		expect([changes, looks]).to.deep.equal([1, before]);
	});
});
