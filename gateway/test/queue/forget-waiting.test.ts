import { hash } from 'node:crypto';
import { expect } from 'chai';
import { forgetWaiting } from '../../src/queue/forget-waiting.js';
import { openSqliteStore } from '../../src/queue/sqlite/store.js';
import type { Store } from '../../src/queue/store.js';
import { aBatchItem, NOW } from '../a-batch-item.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';

const user = `u:${hash('sha256', 'jane')}`;
const anonymous = `a:${hash('sha256', 'device')}`;

describe('forgetWaiting', () => {
	let store: Store;

	beforeEach(() => {
		store = openSqliteStore({ folder: temporaryFolder(), mode: 'live', pixelId: 'px1', nowMs: () => NOW });
	});
	afterEach(async () => {
		await store.close();
		removeTemporaryFolders();
	});

	async function addOrders(): Promise<void> {
		for (const pixelId of ['px1', 'px:2', 'px3']) {
			await store
				.pixel(pixelId)
				.append([
					aBatchItem({ id: 'm1', person: { user, anonymous: undefined } }),
					aBatchItem({ id: 'm2', person: { user: undefined, anonymous } }),
					aBatchItem({ id: 'm3', person: { user: `u:${hash('sha256', 'john')}`, anonymous: undefined } }),
				]);
		}
	}
	const sizes = () => ['px1', 'px:2', 'px3'].map((pixelId) => store.pixel(pixelId).size());

	it("drops what waits of a person who is forgotten in a pixel's profiles", async () => {
		await addOrders();

		await forgetWaiting(store, () => ['px1', 'px:2']).forget([`px1:${user}`, `px:2:${user}`, `px:2:${anonymous}`]);

		expect(sizes()).to.deep.equal([2, 1, 3]);
	});

	it('reaches no queue of other keys and other pixels', async () => {
		await addOrders();
		const scope = hash('sha256', 'another key');

		await forgetWaiting(store, () => ['px1']).forget([`${scope}:px1:${user}`, `px3:${user}`, user, 'px1:u:no digest']);

		expect(sizes()).to.deep.equal([3, 3, 3]);
	});

	it("forgets the profile, and passes on what else a store's profiles do", async () => {
		const profiles = forgetWaiting(store, () => ['px1']);
		const key = `px1:${user}`;
		await profiles.merge([{ key, profile: { oppref: { value: 'o', seenAtMs: NOW } } }]);
		const before = await profiles.get([key]);

		await profiles.forget([key]);

		expect([before[0]?.oppref?.value, (await store.profiles.get([key]))[0]]).to.deep.equal(['o', undefined]);
	});
});
