import { expect } from 'chai';
import type { OnDelivered } from 'openai-ads-destination/rudderstack';
import { createSandbox, type Sandbox } from 'openai-ads-destination/sandbox';
import { readCounted } from '../../src/stories/counted.js';
import { Stories } from '../../src/stories/stories.js';
import { toStoryView } from '../../src/stories/summary.js';
import {
	aDestination,
	aJob,
	anOrder,
	aTransformer,
	closeTransformers,
} from '../protocols/rudderstack/a-transformer.js';
import { createRecordingLog } from '../recording-log.js';

const PROCESSOR = '/v0/destinations/openai_ads_capi';
const PROXY = '/v1/destinations/openai_ads_capi/proxy';

describe("stories of RudderStack's calls", () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await createSandbox();
	});
	afterEach(async () => {
		await closeTransformers();
		await sandbox.close();
	});

	async function aWatchedTransformer() {
		const counted: { pixelId: string; what: string; n: number }[] = [];
		const log = createRecordingLog();
		const stories = new Stories({
			counts: {
				add: async (pixelId, added) => {
					for (const each of added) counted.push({ pixelId, ...each });
				},
			},
			log: log as never,
			nowMs: Date.now,
			monotonicMs: () => performance.now(),
		});
		const watch = stories.watchCalls((pixelId) => (pixelId === 'px1' ? 'shop' : pixelId));
		const { call } = await aTransformer({ endpoint: sandbox.endpoint, watch });
		const views = () => [...stories.book.newestFirst()].reverse().map(toStoryView);
		const kinds = async () => {
			await stories.flush();
			return counted.map(({ what, n }) => [readCounted(what)?.kind, n]);
		};
		const route = async (...jobs: ReturnType<typeof aJob>[]) =>
			(await call('/routerTransform', { input: jobs, destType: 'openai_ads_capi' })).json.output;
		const deliver = ({ batchedRequest, metadata, destination }: Record<string, object>) =>
			call(PROXY, { ...batchedRequest, metadata, destinationConfig: (destination as { Config: unknown }).Config });
		return { stories, log, watch, call, views, kinds, route, deliver };
	}
	const steps = ({ steps: all }: ReturnType<typeof toStoryView>) => all.map(({ what }) => what);

	it('begin when an event is transformed, and end with its delivery', async () => {
		const { route, deliver, views, kinds } = await aWatchedTransformer();

		const [output] = await route(aJob(1));
		const [before] = views();
		await deliver(output);
		const [after] = views();

		expect(before).to.include({ outcome: 'waiting', pixel: 'shop', id: 'm1', source: 'rudderstack' });
		expect(after).to.include({ outcome: 'accepted', verdict: 'attributable' });
		expect(steps(after as never)).to.deep.equal(['received', 'transformed', 'accepted']);
		expect(after?.steps.at(-1)?.requestId).to.match(/^req_/);
		expect(await kinds()).to.deep.equal([
			['in', 1],
			['accepted', 1],
		]);
	});

	it('go on when RudderStack tries the event again, and count it once', async () => {
		const { route, deliver, views, kinds } = await aWatchedTransformer();
		sandbox.fault({ status: 503 });

		for (let attempt = 0; attempt < 2; attempt++) {
			const [output] = await route(aJob(1));
			await deliver(output);
		}

		expect(views().map(steps)).to.deep.equal([['received', 'transformed', 'retrying', 'transformed', 'accepted']]);
		expect(await kinds()).to.deep.equal([
			['in', 1],
			['accepted', 1],
		]);
	});

	it('tell what OpenAI refused for good', async () => {
		const { route, deliver, views, kinds } = await aWatchedTransformer();
		sandbox.fault({ refusedEvent: 0 });

		const [output] = await route(aJob(1), aJob(2));
		await deliver(output);

		expect(views().map(({ id, outcome, reason }) => [id, outcome, reason])).to.deep.equal([
			['m1', 'discarded', 'rejected'],
			['m2', 'accepted', undefined],
		]);
		expect(await kinds()).to.deep.equal([
			['in', 2],
			['ended', 1],
			['accepted', 1],
		]);
	});

	it('tell what the processor call left out, and why', async () => {
		const { call, views, kinds } = await aWatchedTransformer();

		await call(PROCESSOR, [
			aJob(1),
			aJob(2, { message: anOrder('m2', { event: 'Cart Viewed' }) }),
			aJob(3, { message: null }),
		]);

		expect(views().map(({ outcome, reason }) => [outcome, reason])).to.deep.equal([
			['waiting', undefined],
			['skipped', 'event_not_mapped'],
			['discarded', 'malformed'],
		]);
		expect(await kinds()).to.deep.include.members([
			['skipped', 1],
			['ended', 1],
		]);
	});

	it('are explained by the settings of the Config, after the answer', async () => {
		const { call, views, log } = await aWatchedTransformer();
		const destination = aDestination({ idFrom: ['properties.number', 'messageId'] });
		const message = anOrder('m1', { properties: { number: 'A-7', total: 1, currency: 'EUR' } });

		await call(PROCESSOR, [aJob(1, { destination, message })]);
		await new Promise((resolve) => setImmediate(resolve));

		const [story] = views();
		expect(story?.id).to.equal('A-7');
		expect(story?.explanation?.fields.find(({ path }) => path === 'id')?.from).to.equal('properties.number');
		expect(log.lines.filter(({ level }) => level === 'warn').map(({ message: text }) => text)).not.to.include(
			'A story could not be written. Its event is not touched by that.',
		);
	});

	it('begin with the delivery if the event was transformed before the start', async () => {
		const first = await aWatchedTransformer();
		const [output] = await first.route(aJob(1));
		const { deliver, views } = await aWatchedTransformer();

		await deliver(output);

		expect(views()[0]).to.include({ outcome: 'accepted', verdict: 'attributable', name: 'order_created' });
	});

	it('name nobody', async () => {
		const { route, deliver, views } = await aWatchedTransformer();
		const traits = { email: 'marked@shop.example', phone: '+491701234567', firstName: 'Markedname' };
		const message = anOrder('marked@order.example', { userId: 'marked-user', context: { traits, ip: '203.0.113.77' } });

		const [output] = await route(aJob(1, { message }));
		await deliver(output);
		await new Promise((resolve) => setImmediate(resolve));

		expect(JSON.stringify(views())).not.to.match(/marked|1701234567|113\.77/i);
	});

	it('end at two hundred pixels, which the log tells once', async () => {
		const { watch, views, log } = await aWatchedTransformer();
		const item = {
			id: '1',
			type: 'order_created',
			json: '{}',
			messageId: '1',
			sizeBytes: 2,
			timestampMs: 0,
			validateOnly: false,
			matchKeys: 0,
		} as const;

		for (let n = 0; n < 203; n++) (watch.onDelivered as OnDelivered)([item], [], { pixelId: `p${n}` } as never);

		expect(views()).to.have.lengthOf(200);
		expect(log.lines.filter(({ message }) => /too many pixels/.test(message))).to.have.lengthOf(1);
	});
});
