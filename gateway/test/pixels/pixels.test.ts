import { expect } from 'chai';
import { createAccept } from '../../src/accept/accept.js';
import { createMetrics } from '../../src/metrics/create-metrics.js';
import { Pixels } from '../../src/pixels/pixels.js';
import type { PixelQueue } from '../../src/queue/queue.js';
import { openSqliteStore } from '../../src/queue/sqlite/store.js';
import type { Store } from '../../src/queue/store.js';
import { loadGateway } from '../../src/settings/load-configuration.js';
import type { PixelSettings } from '../../src/settings/pixel-settings.js';
import { Slots } from '../../src/worker/slots.js';
import { until } from '../cli/run-command.js';
import { createRecordingLog } from '../recording-log.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';

const metrics = createMetrics({ version: '0', mode: 'live', states: [], droppedLines: () => 0 });
const countsOf = (name: string) => metrics.pixel(name);

describe('Pixels', () => {
	let folder: string;
	let store: Store;
	let pixels: Pixels;
	let log: ReturnType<typeof createRecordingLog>;
	/** Ids that OpenAI took, by pixel ID. */
	let taken: Record<string, string[]>;
	/** Keys it refuses, and requests with them. */
	let refused: Set<string>;
	let refusals: number;

	/** OpenAI, which takes everything but with a key that it refuses. */
	const fetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
		const key = new Headers(init?.headers).get('authorization')?.replace('Bearer ', '') ?? '';
		if (refused.has(key)) {
			refusals++;
			return Response.json({ error: { code: 'invalid_api_key', param: null, message: 'no' } }, { status: 401 });
		}
		const pixelId = new URL(String(url)).searchParams.get('pid') ?? '';
		const { events } = JSON.parse(String(init?.body)) as { events: { id: string }[] };
		taken[pixelId] = [...(taken[pixelId] ?? []), ...events.map(({ id }) => id)];
		return Response.json({ accepted_events: events.length });
	};

	function aPixel(
		name: string,
		pixelId: string,
		overrides: Partial<PixelSettings> = {},
		apiKey = 'good',
	): PixelSettings {
		const environment = { OPENAI_CONVERSIONS_API_KEY: apiKey, OPENAI_ADS_PIXEL_ID: pixelId };
		const [settings] = loadGateway({ environment }).pixels;
		if (settings === undefined) throw new Error('A pixel is always there.');
		return { ...settings, destination: { ...settings.destination, flushInterval: 10 }, ...overrides, name };
	}

	async function open(...configured: PixelSettings[]): Promise<void> {
		store = openSqliteStore({ folder, mode: 'live', nowMs: Date.now });
		log = createRecordingLog();
		pixels = new Pixels({ store, slots: new Slots(2), fetch, log, countsOf });
		await pixels.open(configured);
		pixels.start();
	}

	async function close(): Promise<void> {
		await pixels.close(1000);
		await store.close();
	}

	const anOrder = (messageId: string) => ({
		type: 'track',
		event: 'Order Completed',
		messageId,
		userId: 'u1',
		context: { page: { url: 'https://shop.example/' } },
		properties: { total: 5, currency: 'USD' },
	});
	const send = (names: string[], ...ids: string[]) =>
		createAccept(pixels, log)(ids.map(anOrder), { pixels: names, allowsOrders: true, allowsErasure: true });
	const states = () => Promise.all(pixels.list().map(async (pixel) => [pixel.name, (await pixel.condition()).state]));

	beforeEach(() => {
		folder = temporaryFolder();
		[taken, refused, refusals] = [{}, new Set(['bad']), 0];
	});
	afterEach(async () => {
		await close();
		removeTemporaryFolders();
	});

	it('delivers to each pixel what was sent to it, each with a memory of its own', async () => {
		await open(aPixel('shop', 'px1'), aPixel('blog', 'px2'));

		await send(['shop'], 'm1');
		await send(['shop', 'blog'], 'm1', 'm2');
		await until(() => pixels.queued === 0);

		expect(taken).to.deep.equal({ px1: ['m1', 'm2'], px2: ['m1', 'm2'] });
	});

	it('delivers for one pixel while the key of another is refused, and tells whose it is', async () => {
		await open(aPixel('shop', 'px1', {}, 'bad'), aPixel('blog', 'px2'));
		const ids = Array.from({ length: 300 }, (_, index) => `m${index}`);

		await send(['shop', 'blog'], ...ids);
		await until(async () => taken['px2']?.length === 300 && (await states())[0]?.[1] === 'holding');

		expect(await states()).to.deep.equal([
			['shop', 'holding'],
			['blog', 'sending'],
		]);
		const told = log.lines.filter(
			({ level, message }) => level === 'warn' && message.startsWith('OpenAI refuses the key'),
		);
		expect(told.map(({ fields }) => fields['pixel'])).to.deep.equal(['shop']);
	});

	it('tells of a hold what was answered and when it tries again, and of sending how fast', async () => {
		await open(aPixel('shop', 'px1', {}, 'bad'));
		await send(['shop'], 'm1');
		await until(async () => (await states())[0]?.[1] === 'holding');
		const held = pixels.list()[0]?.flow();
		pixels.configure([aPixel('shop', 'px1')]);
		await until(() => (pixels.list()[0]?.flow().outPerSecond ?? 0) > 0);
		const sending = pixels.list()[0]?.flow();

		expect(held?.lastAnswer?.status).to.equal(401);
		expect(held?.nextProbeMs).to.be.within(Date.now() + 1000, Date.now() + 60_000);
		expect([sending?.outPerSecond, sending?.lastAnswer?.status, sending?.nextProbeMs]).to.deep.equal([
			0.1,
			200,
			undefined,
		]);
	});

	it('ends a hold at once when its key is corrected, and loses nothing', async () => {
		await open(aPixel('shop', 'px1', {}, 'bad'));
		await send(['shop'], 'm1');
		await until(async () => (await states())[0]?.[1] === 'holding');

		pixels.configure([aPixel('shop', 'px1')]);
		await until(() => pixels.queued === 0);

		expect([taken, await states()]).to.deep.equal([{ px1: ['m1'] }, [['shop', 'sending']]]);
	});

	it('keeps what was queued to be sent while `shadow` is on, says so, and sends it once it is off', async () => {
		const aShadow = () => {
			const { destination, ...others } = aPixel('shop', 'px1');
			return { ...others, destination: { ...destination, shadow: true } };
		};
		const tellings = () =>
			log.lines.flatMap(({ level, fields }) =>
				fields['reason'] === 'shadow' ? [[level, fields['pixel'], fields['count']]] : [],
			);
		await open(aPixel('shop', 'px1', { paused: true }));
		await send(['shop'], 'm1', 'm2');

		pixels.configure([aShadow()]);
		await send(['shop'], 'm3');
		await until(() => pixels.queued === 2);
		await close();
		await open(aShadow());
		await send(['shop'], 'm4');
		await until(() => pixels.queued === 2);
		const inTheShadow = [{ ...taken }, await states()];
		pixels.configure([aPixel('shop', 'px1')]);
		await until(() => pixels.queued === 0);

		expect(inTheShadow).to.deep.equal([{}, [['shop', 'paused']]]);
		expect([taken, await states()]).to.deep.equal([{ px1: ['m1', 'm2'] }, [['shop', 'sending']]]);
		expect(tellings()).to.deep.equal([['warn', 'shop', 2]]);
	});

	it('says nothing of the shadow where nothing waits', async () => {
		const shop = aPixel('shop', 'px1');
		await open(shop);

		pixels.configure([{ ...shop, destination: { ...shop.destination, shadow: true } }]);

		expect(log.lines.filter(({ fields }) => fields['reason'] === 'shadow')).to.deep.equal([]);
	});

	it('probes once, and holds on, when another wrong key comes', async () => {
		refused.add('worse');
		await open(aPixel('shop', 'px1', {}, 'bad'));
		await send(['shop'], 'm1');
		await until(async () => (await states())[0]?.[1] === 'holding');
		const before = refusals;

		pixels.configure([aPixel('shop', 'px1', {}, 'worse')]);
		await until(() => refusals > before);
		await send(['shop'], 'm2');
		await new Promise((resolve) => setTimeout(resolve, 50));

		expect([refusals - before, await states()]).to.deep.equal([1, [['shop', 'holding']]]);
	});

	it('keeps a hold, since when and for which answer, through a restart, and tries again at once with another key', async () => {
		await open(aPixel('shop', 'px1', {}, 'bad'));
		await send(['shop'], 'm1');
		await until(async () => (await states())[0]?.[1] === 'holding');
		const held = await pixels.list()[0]?.condition();
		const before = refusals;
		await close();

		await open(aPixel('shop', 'px1', {}, 'bad'));
		await until(async () => (await states())[0]?.[1] === 'holding');
		const afterRestart = [await pixels.list()[0]?.condition(), refusals];
		await close();
		await open(aPixel('shop', 'px1'));
		await until(() => pixels.queued === 0);

		expect(held).to.include({ httpStatus: 401 });
		expect(afterRestart).to.deep.equal([held, before]);
		expect(taken).to.deep.equal({ px1: ['m1'] });
	});

	it('goes on as slowly as OpenAI bore it before a restart, but not with another key', async () => {
		const rate = { perSecond: 0.1, atMs: Date.now() };
		const learnedOf = async () => (await store.pixel('px1').state()).memory;
		await open(aPixel('shop', 'px1'));
		await send(['shop'], 'm1');
		await until(() => pixels.queued === 0);
		await pixels.close(1000);
		await store.pixel('px1').setState({ memory: { ...(await learnedOf()), rate } });
		await store.close();

		await open(aPixel('shop', 'px1'));
		await send(['shop'], 'm2');
		await until(() => pixels.queued === 0);
		await pixels.close(1000);
		const same = (await learnedOf())?.['rate'];
		await store.close();
		await open(aPixel('shop', 'px1', {}, 'another'));
		await send(['shop'], 'm3');
		await until(() => pixels.queued === 0);
		await pixels.close(1000);

		expect(same).to.have.property('perSecond', 0.1);
		expect(await learnedOf()).not.to.have.property('rate');
	});

	it('sends nothing of a pixel that was paused, also after a restart, until it is resumed', async () => {
		await open(aPixel('shop', 'px1'), aPixel('blog', 'px2'));
		await pixels.list()[0]?.pause();
		const before = await pixels.list()[0]?.condition();
		await send(['shop', 'blog'], 'm1');
		await until(() => taken['px2'] !== undefined);
		await close();
		await open(aPixel('shop', 'px1'), aPixel('blog', 'px2'));
		await until(async () => (await states())[0]?.[1] === 'paused');
		const paused = [(await states())[0], pixels.queued];
		const since = await pixels.list()[0]?.condition();

		await pixels.list()[0]?.resume();
		await until(() => pixels.queued === 0);

		expect(since).to.deep.equal(before);
		expect(since?.sinceMs).to.be.a('number');
		expect(since).to.include({ pausedBy: 'command' });
		expect(paused).to.deep.equal([['shop', 'paused'], 1]);
		expect(taken).to.deep.equal({ px1: ['m1'], px2: ['m1'] });
	});

	it('obeys the configuration that pauses a pixel, whatever a command says', async () => {
		await open(aPixel('shop', 'px1', { paused: true }));
		await send(['shop'], 'm1');
		await pixels.list()[0]?.resume();
		const paused = [(await states())[0], pixels.queued];

		pixels.configure([aPixel('shop', 'px1')]);
		await until(() => pixels.queued === 0);

		expect(paused).to.deep.equal([['shop', 'paused'], 1]);
	});

	it('sends what waits of a pixel that leaves the configuration, takes nothing more for it, and lets go of it', async () => {
		await open(aPixel('shop', 'px1', { paused: true }), aPixel('blog', 'px2'));
		await send(['shop'], 'm1');
		pixels.configure([aPixel('shop', 'px1'), aPixel('blog', 'px2')]);

		pixels.configure([aPixel('blog', 'px2')]);
		const draining = await states();
		const door = pixels.find('shop');
		await until(() => pixels.queued === 0);
		pixels.closeDrained();

		expect(draining).to.deep.equal([
			['blog', 'sending'],
			['shop', 'draining'],
		]);
		expect([door, taken, await states()]).to.deep.equal([undefined, { px1: ['m1'] }, [['blog', 'sending']]]);
	});

	it('says how many events wait of a pixel whose key it does not know, keeps them, and sends them once it is back', async () => {
		await open(aPixel('shop', 'px1', { paused: true }));
		await send(['shop'], 'm1', 'm2');
		await close();
		await open(aPixel('blog', 'px2'));
		const orphan = pixels.list()[1];
		const [status, lines] = [await orphan?.status(), log.lines];
		pixels.closeDrained();

		pixels.configure([aPixel('blog', 'px2'), aPixel('shop', 'px1')]);
		await until(() => pixels.queued === 0);

		expect(status).to.include({ name: 'px1', state: 'draining', queued: 2 });
		expect(lines[0]?.fields).to.include({ pixelId: 'px1', events: 2 }).and.have.property('firstExpires');
		expect(taken).to.deep.equal({ px1: ['m1', 'm2'] });
	});

	it('erases a person from the queue of every pixel, also of one that is not configured any more', async () => {
		await open(aPixel('shop', 'px1', { paused: true }), aPixel('blog', 'px2', { paused: true }));
		await send(['shop', 'blog'], 'm1');
		await close();
		await open(aPixel('blog', 'px2', { paused: true }));

		const erasure = { type: 'delete', userId: 'u1' };
		await createAccept(pixels, log)([erasure], { pixels: ['blog'], allowsOrders: true, allowsErasure: true });

		expect(pixels.queued).to.equal(0);
	});

	it('goes by a new name as soon as it has one', async () => {
		await open(aPixel('shop', 'px1'));

		pixels.configure([aPixel('store', 'px1')]);
		await send(['store'], 'm1');
		await until(() => pixels.queued === 0);

		expect([await states(), pixels.find('shop')]).to.deep.equal([[['store', 'sending']], undefined]);
	});

	it('shows what their owner knows where another gateway sends them', async () => {
		await open(aPixel('shop', 'px1', {}, 'bad'));
		await send(['shop'], 'm1');
		await until(async () => (await states())[0]?.[1] === 'holding');
		const held = await pixels.list()[0]?.condition();
		await close();

		await open(aPixel('shop', 'px1', {}, 'bad'));
		const queue = store.pixel('px1');
		const own = (signal?: AbortSignal) =>
			new Promise<undefined>((resolve) => signal?.addEventListener('abort', () => resolve(undefined)));
		const foreign = { stats: () => queue.stats(), state: () => queue.state(), size: () => queue.size(), own };
		const others = new Pixels({
			...{ slots: new Slots(2), fetch, log, countsOf },
			store: { ...store, pixel: () => foreign as unknown as PixelQueue },
		});
		await others.open([aPixel('shop', 'px1')]);
		others.start();
		const seen = [await others.list()[0]?.condition(), (await others.list()[0]?.status())?.state];
		await queue.setState({ isPaused: true });
		const paused = await others.list()[0]?.condition();
		await others.close(0);

		expect(held).to.include({ state: 'holding' });
		expect(seen).to.deep.equal([held, 'holding']);
		expect(paused).to.include({ state: 'paused' });
	});
});
