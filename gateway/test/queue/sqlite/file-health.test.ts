import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import Database from 'libsql';
import { FileHealth } from '../../../src/queue/sqlite/file-health.js';
import { readThrough } from '../../../src/queue/sqlite/read-through.js';
import { batchItems, NOW } from '../../a-batch-item.js';
import { removeTemporaryFolders, temporaryFolder } from '../../temporary-folder.js';
import { openTestStore } from '../open-queue.js';

describe('a check of the file', () => {
	let file: string;
	let database: Database.Database;

	beforeEach(async () => {
		const folder = temporaryFolder();
		file = join(folder, 'queue.db');
		const store = openTestStore({ folder, mode: 'live', pixelId: 'px1', nowMs: () => NOW });
		await store.queue.add(batchItems(1000));
		store.close();
	});
	afterEach(() => {
		database.close();
		removeTemporaryFolders();
	});

	function damage(page: number): void {
		const target = openSync(file, 'r+');
		writeSync(target, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
		closeSync(target);
	}
	/** Pages that are in use, one of each table and index. */
	function rootPages(): { name: string; rootpage: number }[] {
		const plain = new Database(file);
		const rows = plain.prepare('SELECT name, rootpage FROM sqlite_master WHERE rootpage > 1').all([]);
		plain.close();
		return rows as { name: string; rootpage: number }[];
	}
	const readAll = () => {
		let slices = 0;
		for (const _ of readThrough(database)) slices++;
		return slices;
	};

	it('reads a whole file in slices', () => {
		database = new Database(file);

		expect(readAll()).to.be.greaterThan(15);
	});

	for (const name of ['queue', 'queue_ready', 'seen', 'dead_letters', 'dead_letters_age', 'profiles']) {
		it(`finds damage in ${name}`, () => {
			const page = rootPages().find((row) => row.name === name)?.rootpage ?? 0;
			damage(page - 1);
			database = new Database(file);

			expect(readAll).to.throw();
		});
	}

	it('tells of damage once, and stays damaged', () => {
		damage(Math.floor(statSync(file).size / 4096) - 2);
		for (const { rootpage } of rootPages().slice(1, 3)) damage(rootpage - 1);
		database = new Database(file);
		const found: string[] = [];
		const health = new FileHealth(database, (what) => found.push(what));

		health.checkNow();
		health.checkNow();

		expect([found.length, health.isDamaged]).to.deep.equal([1, true]);
	});

	it('finds nothing in a sound file', () => {
		database = new Database(file);
		const health = new FileHealth(database, () => {});

		health.checkNow();

		expect(health.problem).to.equal(undefined);
	});
});
