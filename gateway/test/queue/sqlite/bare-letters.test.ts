import { join } from 'node:path';
import { expect } from 'chai';
import Database from 'libsql';
import type { BareLetter } from '../../../src/queue/dead-letters.js';
import { BareLetters } from '../../../src/queue/sqlite/bare-letters.js';
import { migrate } from '../../../src/queue/sqlite/migrate.js';
import { RefusedLetters } from '../../../src/queue/sqlite/refused-letters.js';
import { batchItems, NOW } from '../../a-batch-item.js';
import { removeTemporaryFolders, temporaryFolder } from '../../temporary-folder.js';
import { openTestStore } from '../open-queue.js';

const ORIGIN = { pixelId: 'px1', tier: 1, sender: null, nowMs: NOW };

describe('BareLetters', () => {
	let database: Database.Database;

	beforeEach(() => {
		database = new Database(join(temporaryFolder(), 'queue.db'));
		migrate(database);
		database.exec('BEGIN');
	});
	afterEach(() => {
		database.exec('ROLLBACK');
		database.close();
		removeTemporaryFolders();
	});

	const letters = (count: number, detail = 'why'): BareLetter[] =>
		Array.from({ length: count }, (_, n) => ({ messageId: `b${n}`, reason: 'malformed', detail, notes: [] }));
	const count = (which: string) =>
		(database.prepare(`SELECT count(*) AS n FROM dead_letters WHERE ${which}`).get([]) as { n: number }).n;

	it('keeps the newest ones when there are too many, and says how many it dropped', () => {
		const bare = new BareLetters(database, { maxLetters: 10, maxBytes: 1e9 });

		const dropped = [bare.add(letters(10), ORIGIN), bare.add(letters(1), ORIGIN)];

		expect([dropped, count('true')]).to.deep.equal([[0, 2], 9]);
	});

	it('keeps the newest ones when their texts are too long', () => {
		const dropped = new BareLetters(database, { maxLetters: 1e9, maxBytes: 10_000 }).add(
			letters(20, 'x'.repeat(1000)),
			ORIGIN,
		);

		expect([dropped, count('true')]).to.deep.equal([12, 8]);
	});

	it('takes no room from refused events that are kept whole, and they none from it', () => {
		const bounds = { maxLetters: 10, maxBytes: 1e9 };
		const whole = new RefusedLetters(database, bounds);
		const bare = new BareLetters(database, bounds);
		whole.add(batchItems(10), ORIGIN, { reason: 'invalid', detail: '' });

		bare.add(letters(50), ORIGIN);
		whole.add(batchItems(20), ORIGIN, { reason: 'invalid', detail: '' });

		expect([count("json = ''"), count("json <> ''")]).to.deep.equal([9, 9]);
	});

	it('shows a row that a fault of the disk has changed as one that tells nothing', async () => {
		const folder = temporaryFolder();
		const store = openTestStore({ folder, mode: 'live', pixelId: 'px1', nowMs: () => NOW });
		await store.pixel('px1').deadLetters.keep(letters(1), {});
		await store.close();
		const file = new Database(join(folder, 'queue.db'));
		file.exec("UPDATE dead_letters SET about = '{'");
		file.close();
		const again = openTestStore({ folder, mode: 'live', pixelId: 'px1', nowMs: () => NOW });

		const [letter] = await again.pixel('px1').deadLetters.list({}, { limit: 1 });

		expect(letter).to.include({ id: '', messageId: '', reason: 'malformed', isEventKept: false, isTooOld: false });
		await again.close();
	});
});
