import { expect } from 'chai';
import { scopeProfiles } from 'openai-ads-destination/internal';
import {
	type BatchItem,
	createEnrichment,
	createIntake,
	type Delivered,
	parseSettings,
	type Tier,
	withDefaultPorts,
} from 'openai-ads-destination/pipeline';
import { Worker } from '../../src/worker/worker.js';
import { NOW } from '../a-batch-item.js';
import { acceptInto } from '../accept/accept-into.js';
import { ManualClock, runPendingWork } from '../manual-clock.js';
import { openTestStore, type TestStore } from '../queue/open-queue.js';
import { createRecordingLog } from '../recording-log.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { FREE } from './free-ports.js';

const HOUR_MS = 3_600_000;
const SETTINGS = parseSettings({ consent: { requireCategories: ['ads'] } });
const consent = (ads: boolean) => ({ categoryPreferences: { ads } });
const order = (messageId: string, fields: object = {}) => ({
	type: 'track',
	event: 'Order Completed',
	messageId,
	timestamp: new Date(NOW).toISOString(),
	userId: 'u1',
	anonymousId: 'a1',
	context: { page: { url: 'https://shop.example/thanks' }, consent: consent(true) },
	...fields,
});
const identify = {
	type: 'identify',
	messageId: 'i1',
	userId: 'u1',
	anonymousId: 'a1',
	traits: { email: 'jane@example.com' },
	context: { consent: consent(true) },
};
const denial = { type: 'page', messageId: 'd1', userId: 'u1', anonymousId: 'a1', context: { consent: consent(false) } };

describe('a gateway, between an event and its request', () => {
	let clock: ManualClock;
	let store: TestStore;
	let worker: Worker;
	let log: ReturnType<typeof createRecordingLog>;
	let sent: (readonly BatchItem[])[];
	let answer: () => Partial<Delivered['result']> | Promise<Partial<Delivered['result']>>;
	let accept: (events: readonly unknown[], tier?: Tier) => Promise<void>;

	beforeEach(() => {
		clock = new ManualClock(NOW);
		log = createRecordingLog();
		sent = [];
		answer = () => ({ outcome: 'accepted' });
		const { nowMs, sleep } = clock;
		store = openTestStore({ folder: temporaryFolder(), mode: 'live', pixelId: 'px1', nowMs, log });
		const ports = withDefaultPorts({ nowMs, profiles: scopeProfiles(store.profiles, 'px1') });
		const deliver = async (items: readonly BatchItem[]) => {
			sent.push(items);
			const result = await answer();
			return items.map(({ messageId }) => ({ result: { attempts: 1, messageId, ...result } as Delivered['result'] }));
		};
		const settings = { flushAt: 10, flushInterval: 1000, maxInFlight: 4, maxBatchBytes: 4e6, requestTimeout: 10_000 };
		const enrich = createEnrichment(SETTINGS, ports);
		worker = new Worker(settings, {
			queue: store.queue,
			enrich,
			deliver,
			...FREE,
			log,
			nowMs,
			monotonicMs: nowMs,
			sleep,
			random: () => 1,
		});
		const take = acceptInto(createIntake(SETTINGS, ports), store.pixel('px1'), log, () => worker.wake());
		accept = async (events, tier = 'browser') => {
			await take(events, { pixels: ['shop'], tier, allowsOrders: true, allowsErasure: tier === 'server' });
		};
		worker.start();
	});
	afterEach(async () => {
		const stopped = worker.stop(0);
		await clock.advance(1);
		await stopped;
		store.close();
		removeTemporaryFolders();
	});

	const eventsOf = (batch: readonly BatchItem[] | undefined) => (batch ?? []).map(({ json }) => JSON.parse(json));
	const idsOf = () => sent.flat().map(({ id }) => id);
	const forgottenLines = () => log.lines.filter(({ fields }) => fields['reason'] === 'consent_denied').length;

	it('gives an order the e-mail of the identify call that came a moment later', async () => {
		await accept([order('m1')]);
		await clock.advance(20);
		await accept([identify]);

		await clock.advance(1000);

		expect(eventsOf(sent[0])[0].user.emails_sha256).to.have.length(1);
	});

	it('gives it to the order that fills a batch, too', async () => {
		for (let buyer = 1; buyer <= 20; buyer++) {
			const ids = { userId: `u${buyer}`, anonymousId: `a${buyer}` };
			await accept([order(`m${buyer}`, ids)]);
			await clock.advance(5);
			await accept([{ ...identify, ...ids }]);
		}

		await clock.advance(2000);

		const events = sent.flatMap(eventsOf);
		expect([events.length, events.filter(({ user }) => user.emails_sha256 !== undefined).length]).to.deep.equal([
			20, 20,
		]);
	});

	it('gives 20 of 20 orders the e-mail that came while the queue was held for an hour', async () => {
		answer = () => ({ outcome: 'failed', reason: 'unauthorized', detail: 'the key' });
		const buyers = Array.from({ length: 20 }, (_, index) => ({ userId: `u${index}`, anonymousId: `a${index}` }));
		await accept(buyers.map((ids, index) => order(`m${index}`, ids)));
		await clock.advance(HOUR_MS / 2);
		await accept(buyers.map((ids) => ({ ...identify, ...ids })));
		await clock.advance(HOUR_MS / 2);
		const before = sent.length;
		answer = () => ({ outcome: 'accepted' });

		await clock.advance(HOUR_MS);

		const events = sent.slice(before).flatMap(eventsOf);
		expect(events.map(({ id }) => id)).to.have.members(buyers.map((_, index) => `m${index}`));
		expect(events.filter(({ user }) => user.emails_sha256?.length === 1)).to.have.length(20);
	});

	it('sends the same id, type, time and data again, and may only add to the rest', async () => {
		answer = () => ({ outcome: 'failed', reason: 'retries_exhausted', detail: 'busy' });
		await accept([order('m1')]);
		await clock.advance(1000);
		await accept([identify]);
		answer = () => ({ outcome: 'accepted' });

		await clock.advance(HOUR_MS);

		const [first, second] = [sent[0], sent.at(-1)].map((batch) => eventsOf(batch)[0]);
		const { emails_sha256: gained, ...user } = second.user;
		expect(gained).to.have.length(1);
		expect({ ...second, user }).to.deep.equal(first);
	});

	it("gives a server's order what browsers taught, and no opt-out of theirs", async () => {
		await accept([order('m1')], 'server');
		await accept([{ ...identify, context: { consent: consent(true), providers: { openAI: { oppref: 'click' } } } }]);
		await accept([{ ...denial, context: { consent: consent(true), privacy: { gpc: true } }, userId: undefined }]);

		await clock.advance(1000);

		expect(eventsOf(sent[0])[0]).to.have.property('oppref', 'click');
		expect(eventsOf(sent[0])[0]).not.to.have.property('opt_out');
	});

	it('adds the opt-out of a visitor to the order of theirs that waits', async () => {
		await accept([order('m1')]);
		await accept([{ ...denial, context: { consent: consent(true), privacy: { gpc: true } } }]);

		await clock.advance(1000);

		expect(eventsOf(sent[0])[0]).to.include({ id: 'm1', opt_out: true });
	});

	it('drops an order of a person who says no before it leaves', async () => {
		await accept([order('m1'), order('m2', { userId: 'u2', anonymousId: 'a2' })]);
		await clock.advance(20);
		await accept([denial]);

		await clock.advance(2000);

		expect([idsOf(), store.queue.size(), forgottenLines()]).to.deep.equal([['m2'], 0, 1]);
	});

	it('drops one in the same request before the denial, and sends one after it', async () => {
		await accept([order('m1'), denial, order('m2')]);

		await clock.advance(2000);

		expect([idsOf(), store.queue.size()]).to.deep.equal([['m2'], 0]);
	});

	it('is right for requests in one moment, in both orders', async () => {
		const before = [accept([order('m1')]), accept([denial])];
		const after = [accept([{ ...denial, userId: 'u2', anonymousId: 'a2' }])];
		after.push(accept([order('m2', { userId: 'u2', anonymousId: 'a2' })]));
		await Promise.all([...before, ...after]);

		await clock.advance(2000);

		expect(idsOf()).to.deep.equal(['m2']);
	});

	it("lets a browser's denial reach no server's order, and a server's every one", async () => {
		await accept([order('server')], 'server');
		await accept([order('browser')]);
		await accept([denial]);
		await clock.advance(2000);
		await accept([order('late')]);
		await accept([denial], 'server');

		await clock.advance(2000);

		expect(idsOf()).to.deep.equal(['server']);
	});

	it("drops what waits on a server's `delete`", async () => {
		await accept([order('m1')]);
		await accept([{ type: 'delete', messageId: 'x1', userId: 'u1' }], 'server');

		await clock.advance(2000);

		expect([idsOf(), store.queue.size()]).to.deep.equal([[], 0]);
	});

	it('does not send an order again whose person said no while its attempt was under way', async () => {
		let fail = () => {};
		answer = () =>
			new Promise((resolve) => {
				fail = () => resolve({ outcome: 'failed', reason: 'retries_exhausted', detail: 'busy' });
			});
		await accept([order('m1'), order('m2', { userId: 'u2', anonymousId: 'a2' })]);
		await clock.advance(1000);
		await accept([denial]);
		answer = () => ({ outcome: 'accepted' });
		fail();

		await clock.advance(HOUR_MS);

		expect([idsOf(), store.queue.size(), forgottenLines()]).to.deep.equal([['m1', 'm2', 'm2'], 0, 1]);
	});

	it('does not forget what waits on a stamp that says nothing', async () => {
		await accept([order('m1')]);
		await accept([{ ...denial, context: { consent: { categoryPreferences: {} } } }]);
		await runPendingWork();

		await clock.advance(2000);

		expect(idsOf()).to.deep.equal(['m1']);
	});
});
