import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { digestPerson } from 'openai-ads-destination/internal';
import type { BatchItem } from 'openai-ads-destination/pipeline';
import type { LetterView } from '../../src/operate/operator.js';
import { createStoreOperator } from '../../src/operate/store-operator.js';
import { storedPixel, withStored } from '../../src/operate/stored-pixels.js';
import { openSqliteStore } from '../../src/queue/sqlite/store.js';
import type { Store } from '../../src/queue/store.js';
import { aBatchItem, batchItems, NOW } from '../a-batch-item.js';
import { OWN } from '../queue/open-queue.js';
import { createRecordingLog } from '../recording-log.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';

const OLD = NOW - 8 * 24 * 3600_000;

describe('createStoreOperator', () => {
	let folder: string;
	let store: Store;
	let log: ReturnType<typeof createRecordingLog>;
	const clock = { nowMs: NOW };
	const wakes = { count: 0 };

	beforeEach(() => {
		folder = temporaryFolder();
		clock.nowMs = NOW;
		wakes.count = 0;
		log = createRecordingLog();
		store = openSqliteStore({ folder, mode: 'live', nowMs: () => clock.nowMs });
	});

	afterEach(async () => {
		await store.close().catch(() => {});
		removeTemporaryFolders();
	});

	function anOperator() {
		const own = [
			['p1', 'shop-us'],
			['p2', 'shop-eu'],
		] as const;
		const now = { nowMs: () => clock.nowMs };
		const pixels = own.map(([id, name]) => ({
			...storedPixel(store, id, { name, nowMs: () => clock.nowMs }),
			wake: () => void wakes.count++,
		}));
		return createStoreOperator({ store, pixels: withStored(store, () => pixels, now), log, ...now });
	}

	/** Events become dead letters of a pixel, all in one commit. */
	async function bury(pixelId: string, items: readonly BatchItem[], reason = 'rejected'): Promise<void> {
		const queue = store.pixel(pixelId);
		await queue.append(items);
		const options = { nowMs: clock.nowMs, maxEvents: 1000, maxBytes: 1e7, minEvents: 1, lingerMs: 0 };
		const { events } = await queue.take(OWN, options);
		const deadLetters = events.map(({ key }) => ({ key, reason, detail: 'OpenAI refused it.' }));
		await queue.settle(OWN, { delivered: [], retries: [], deadLetters });
	}
	const idsOf = (letters: readonly LetterView[]) => letters.map(({ id }) => id);

	describe('dead letters', () => {
		it('of several pixels are one list, newest first, page by page', async () => {
			for (const [n, pixel] of ['p1', 'p2', 'p1', 'p2', 'p2'].entries()) {
				clock.nowMs = NOW + n * 1000;
				await bury(pixel, [aBatchItem({ id: `o${n}` })]);
			}
			const operator = anOperator();

			const pages: string[][] = [];
			let before: string | undefined;
			do {
				const page = await operator.deadLetters({}, { limit: 2, ...(before === undefined ? {} : { before }) });
				pages.push(idsOf(page.letters));
				before = page.older;
			} while (before !== undefined);

			expect(pages).to.deep.equal([['o4', 'o3'], ['o2', 'o1'], ['o0']]);
		});

		it('are found by pixel, reason, type and time', async () => {
			await bury('p1', [aBatchItem({ id: 'a' })]);
			clock.nowMs += 60_000;
			await bury('p2', [aBatchItem({ id: 'b' })], 'invalid');
			await bury('p1', [aBatchItem({ id: 'c', type: 'lead_created' })]);
			const operator = anOperator();
			const find = async (query: object) => idsOf((await operator.deadLetters(query, { limit: 10 })).letters);

			expect(await find({ pixel: 'shop-us' })).to.deep.equal(['c', 'a']);
			expect(await find({ pixel: 'p2' })).to.deep.equal(['b']);
			expect(await find({ reason: 'invalid' })).to.deep.equal(['b']);
			expect(await find({ type: 'lead_created' })).to.deep.equal(['c']);
			expect(await find({ sinceMs: NOW + 1 })).to.have.members(['b', 'c']);
		});

		it('show no id that may be an address, a number or a digest', async () => {
			const ids = ['jane@shop.example', '+49 170 1234567', 'f'.repeat(64), '1001'];
			await bury(
				'p1',
				ids.map((id) => aBatchItem({ id, messageId: id })),
			);

			const { letters } = await anOperator().deadLetters({}, { limit: 10 });

			expect(letters.map(({ id, messageId }) => `${id} / ${messageId}`)).to.have.members([
				'a text of 17 characters / a text of 17 characters',
				'a text of 15 characters / a text of 15 characters',
				'a text of 64 characters / a text of 64 characters',
				'1001 / 1001',
			]);
		});

		it('refuse a cursor that no list gave', async () => {
			const operator = anOperator();

			for (const before of ['rubbish', 'bnVsbA', Buffer.from('{"p1":5}').toString('base64url'), 'a'.repeat(30_000)]) {
				const error = await operator.deadLetters({}, { limit: 1, before }).catch((caught: unknown) => caught);
				expect(error).to.include({ code: 'bad_request' });
			}
		});
	});

	describe('replay', () => {
		it('puts letters back, says how many are too old, wakes who sends, and keeps one bound for all pixels', async () => {
			await bury('p1', batchItems(3));
			await bury('p2', [...batchItems(2), aBatchItem({ id: 'old', timestampMs: OLD })]);
			const operator = anOperator();

			const dry = await operator.replay({}, { max: 4, isDryRun: true });
			const nothingYet = [store.pixel('p1').size(), store.pixel('p2').size()];
			const first = await operator.replay({}, { max: 4, isDryRun: false });
			const second = await operator.replay({}, { max: 4, isDryRun: false });

			expect(dry).to.deep.equal({ replayed: 4, tooOld: 1, notKept: 0, hasMore: true });
			expect(nothingYet).to.deep.equal([0, 0]);
			expect(first).to.deep.equal(dry);
			expect(second).to.deep.equal({ replayed: 1, tooOld: 1, notKept: 0, hasMore: false });
			expect([store.pixel('p1').size(), store.pixel('p2').size()]).to.deep.equal([3, 2]);
			expect(wakes.count).to.be.greaterThan(0);
			expect(idsOf((await operator.deadLetters({}, { limit: 10 })).letters)).to.deep.equal(['old']);
		});
	});

	it('drops what is meant, and nothing else', async () => {
		await bury('p1', [aBatchItem({ id: 'a' })]);
		await bury('p2', [aBatchItem({ id: 'b' })], 'invalid');
		const operator = anOperator();

		const result = await operator.drop({ reason: 'invalid' });

		expect(result).to.deep.equal({ dropped: 1 });
		expect(idsOf((await operator.deadLetters({}, { limit: 10 })).letters)).to.deep.equal(['a']);
	});

	describe('pixels', () => {
		it('are shown with what waits, those of earlier configurations last', async () => {
			await store.pixel('p1').append([aBatchItem()]);
			await bury('p3', [aBatchItem({ id: 'x' })]);
			clock.nowMs += 5000;

			const pixels = await anOperator().pixels();

			expect(pixels.map(({ name, state, waiting, deadLetters }) => [name, state, waiting, deadLetters])).to.deep.equal([
				['shop-us', 'sending', 1, 0],
				['shop-eu', 'sending', 0, 0],
				['p3', 'draining', 0, 1],
			]);
			expect(pixels[0]).to.include({ oldestSeconds: 5, oldestDeadline: '2026-11-29T11:59:00.000Z' });
		});

		it('are paused and resumed by name or ID, also over a restart', async () => {
			const operator = anOperator();

			const paused = await operator.pause('shop-us');
			await store.close();
			store = openSqliteStore({ folder, mode: 'live', nowMs: () => clock.nowMs });
			clock.nowMs += 60_000;
			const again = await anOperator().pause('shop-us');
			const after = (await anOperator().pixels())[0];
			const resumed = await anOperator().resume('p1');

			const since = new Date(NOW).toISOString();
			for (const view of [paused, again, after]) expect(view).to.include({ state: 'paused', since });
			expect(resumed.state).to.equal('sending');
			expect(resumed).not.to.have.property('since');
		});

		it('are named if one is meant that there is not', async () => {
			const error = await anOperator()
				.pause('shop-uk')
				.catch((caught: unknown) => caught);

			expect(error).to.include({ code: 'unknown_pixel' });
			expect(String(error)).to.include('shop-us, shop-eu');
		});
	});

	describe('forget', () => {
		const person = { userId: 'user-77', email: 'Jane@Shop.example' };
		const { keys, digests } = digestPerson({ userId: person.userId });
		const [emailDigest = ''] = digestPerson({ email: person.email }).digests;
		const ofUser = (id: string): BatchItem => {
			const json = JSON.stringify({ id, user: { external_ids_sha256: digests } });
			return aBatchItem({ id, json, sizeBytes: json.length, person: keys });
		};
		const withEmail = (id: string): BatchItem => {
			const json = JSON.stringify({ id, user: { emails_sha256: [emailDigest] } });
			return aBatchItem({ id, json, sizeBytes: json.length });
		};
		async function fill(): Promise<void> {
			const bystanders = batchItems(3);
			await store.pixel('p1').append([...bystanders, ofUser('q1'), withEmail('q2')]);
			await bury('p2', [aBatchItem({ id: 'other' }), ofUser('d1'), withEmail('d2')]);
			const email = { value: [emailDigest], seenAtMs: NOW };
			const profiles = ['p1', 'elsewhere'].map((pixel) => ({ key: `${pixel}:${keys.user}`, profile: { email } }));
			await store.profiles.merge([...profiles, { key: 'p1:u:somebody', profile: {} }]);
			await store.commit();
		}

		it('reaches queue, dead letters and profiles of every pixel by an e-mail address, and what its profiles lead to', async () => {
			await fill();

			const result = await anOperator().forget([{ email: person.email }]);

			expect(result).to.deep.equal({ queued: 2, dead: 2, profiles: 2 });
			expect(store.pixel('p1').size()).to.equal(3);
			expect((await store.pixel('p1').stats()).events).to.equal(3);
			expect(await store.profiles.get(['p1:u:somebody', `p1:${keys.user}`])).to.deep.equal([{}, undefined]);
		});

		it('leaves no digest of a person in any byte of the folder', async () => {
			await fill();
			const operator = anOperator();
			const holds = () => {
				const bytes = ['queue.db', 'queue.db-wal'].map((name) => readFileSync(join(folder, name)));
				return [...digests, emailDigest].some((digest) => bytes.some((file) => file.includes(digest)));
			};

			const before = holds();
			await operator.forget([{ userId: person.userId }, { email: person.email }]);

			expect([before, holds()]).to.deep.equal([true, false]);
		});

		it('finds people among more rows than it reads at a time', async () => {
			await store.pixel('p1').append(batchItems(4500));
			await store.pixel('p1').append([ofUser('last')]);

			const result = await anOperator().forget([{ userId: person.userId }]);

			expect(result.queued).to.equal(1);
			expect(store.pixel('p1').size()).to.equal(4500);
		});

		it('refuses what names nobody, without repeating it', async () => {
			for (const nobody of [{ userId: 'guest' }, { email: 'not-an-address' }, { anonymousId: '  ' }]) {
				const error = await anOperator()
					.forget([nobody])
					.catch((caught: unknown) => caught);

				expect(error).to.include({ code: 'bad_request' });
				expect(String(error)).not.to.match(/guest|not-an-address/);
			}
		});

		it('logs how much it removed, and nothing of whom', async () => {
			await fill();

			await anOperator().forget([{ userId: person.userId }, { email: person.email }]);

			const text = JSON.stringify(log.lines);
			expect(log.lines).to.have.lengthOf(1);
			expect(log.lines[0]?.fields).to.deep.equal({ people: 2, queued: 2, dead: 2, profiles: 2 });
			for (const secret of [person.userId, 'jane', emailDigest, ...digests]) expect(text).not.to.include(secret);
		});
	});
});
