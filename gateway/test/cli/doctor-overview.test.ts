import { expect } from 'chai';
import { createSandbox, type Sandbox } from 'openai-ads-destination/sandbox';
import { freePort } from '../free-port.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { endCommands, runCommand, startCommand, untilReady } from './run-command.js';

const BROWSER = { library: { name: 'analytics.js' }, providers: { openAI: { oppref: 'a-click' } } };
const SERVER = { library: { name: '@segment/analytics-node' } };
const people = Array.from({ length: 100 }, (_, n) => `marked-${n}@shop.example`);
const timestamp = () => new Date().toISOString();

const anOrder = (messageId: string, context: object, fields: object = {}, properties: object = {}) => ({
	...{ type: 'track', event: 'Order Completed', messageId, userId: people[0], timestamp: timestamp(), context },
	properties: { total: 5, currency: 'USD', ...properties },
	...fields,
});
const aBot = (n: number) => ({
	...{ type: 'page', messageId: `bot-${n}`, anonymousId: people[n % 100], timestamp: timestamp() },
	context: { ...BROWSER, userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1)' },
});

interface Finding {
	readonly id: string;
	readonly code: string;
	readonly status: string;
	readonly message: string;
	readonly remediation: readonly string[];
}

describe('openai-ads doctor, beside a gateway that has had events', () => {
	let sandbox: Sandbox;
	let env: Record<string, string>;
	let url: string;

	beforeEach(async () => {
		sandbox = await createSandbox();
		env = {
			OPENAI_CONVERSIONS_API_KEY: 'sk-the-key',
			OPENAI_ADS_PIXEL_ID: 'px1',
			OPENAI_ADS_ENDPOINT: sandbox.endpoint,
			OPENAI_ADS_ADMIN_PORT: String(await freePort()),
			OPENAI_ADS_QUEUE: `file:${temporaryFolder()}`,
		};
		url = await untilReady(startCommand(['start', '--port', '0'], env));
	});
	afterEach(async () => {
		await endCommands();
		await sandbox.close();
		removeTemporaryFolders();
	});

	async function send(batch: readonly object[]): Promise<void> {
		const { status } = await fetch(`${url}/v1/batch`, { method: 'POST', body: JSON.stringify({ batch }) });
		expect(status).to.equal(200);
	}

	/** Once the gateway has counted so many as received, and so many as accepted. */
	async function findings(received: number, accepted: number): Promise<readonly Finding[]> {
		const overview = `http://127.0.0.1:${env['OPENAI_ADS_ADMIN_PORT']}/api/overview?period=24h`;
		for (let tries = 0; tries < 200; tries++) {
			const now = (await (await fetch(overview)).json()) as { received: number; accepted: number };
			if (now.received >= received && now.accepted >= accepted) break;
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		const { stdout } = await runCommand(['doctor', '--json'], { env });
		const text = await runCommand(['doctor'], { env });
		expectNobody(stdout + text.stdout);
		expect(text.stdout.split('\n').filter((line) => line.length > 80)).to.deep.equal([]);
		return (JSON.parse(stdout) as { findings: Finding[] }).findings;
	}

	const codesOf = (all: readonly Finding[], id: string) => all.filter((one) => one.id === id).map(({ code }) => code);

	function expectNobody(said: string): void {
		for (const email of people) {
			for (const form of [email, encodeURIComponent(email), Buffer.from(email).toString('base64')]) {
				expect(said.toLowerCase()).not.to.include(form.toLowerCase());
			}
		}
	}

	it('tells of clicks that are too old to count, and warns of nothing', async () => {
		const landed = new Date(Date.now() - 40 * 86_400_000).toISOString();
		const seen = Array.from({ length: 60 }, (_, n) => ({ userId: people[n], messageId: `m${n}` }));
		await send(seen.map((one) => ({ ...anOrder('', BROWSER), ...one, type: 'page', timestamp: landed })));
		await send(
			seen.map(({ userId, messageId }, n) => anOrder(`${messageId}-order`, n < 50 ? BROWSER : SERVER, { userId })),
		);

		const all = (await findings(120, 60)).filter(({ id }) => id === 'attribution');

		expect(all.map(({ code, status }) => [code, status]).at(-1)).to.deep.equal(['attribution_expired', 'ok']);
		expect(all.at(-1)?.message).to.include('10 order_created came when');
	}).timeout(60_000);

	it('judges nothing before the first event', async () => {
		const all = await findings(0, 0);

		expect(['left-out', 'ids', 'attribution', 'first', 'bots'].map((id) => codesOf(all, id))).to.deep.equal([
			['left_out_none'],
			['ids_none'],
			['attribution_few'],
			['first_none'],
			['bots_none'],
		]);
	}).timeout(60_000);

	it('finds nothing wrong with orders that carry the click and one id', async () => {
		await send(Array.from({ length: 60 }, (_, n) => anOrder(`m${n}`, BROWSER, { userId: people[n] })));

		const all = await findings(60, 60);

		expect(['skipped', 'left-out', 'ids', 'attribution', 'first', 'bots'].map((id) => codesOf(all, id))).to.deep.equal([
			['skipped_ok'],
			['left_out_ok'],
			['ids_ok'],
			['attribution_ok'],
			['first_ok'],
			['bots_ok'],
		]);
	}).timeout(60_000);

	it('finds orders without a click, under two ids, too early, without currency or name, and bots', async () => {
		const web = Array.from({ length: 60 }, (_, n) => anOrder(`web-${n}`, BROWSER, { userId: `${n}-${people[1]}` }));
		const server = Array.from({ length: 60 }, (_, n) =>
			anOrder(`server-${n}`, SERVER, { userId: `${n}-${people[2]}` }),
		);
		await send([...web, ...server]);
		await send([anOrder('one', BROWSER, {}, { order_id: '77' }), anOrder('other', BROWSER, {}, { order_id: '77' })]);
		await send([anOrder('early', SERVER, { userId: people[3] })]);
		await send([anOrder('early', BROWSER, { userId: people[5] })]); // Of the same person, its click would still join the first.
		await send([anOrder('money', BROWSER, {}, { currency: undefined })]);
		await send([anOrder('placed', BROWSER, { event: 'Order Placed' })]);
		await send([anOrder('named', BROWSER, { event: people[4] })]);
		await send(Array.from({ length: 60 }, (_, n) => aBot(n)));

		const all = await findings(187, 124);

		expect(codesOf(all, 'ids')).to.deep.equal(['ids_advice']);
		expect(codesOf(all, 'first')).to.deep.equal(['first_poorer']);
		expect(codesOf(all, 'bots')).to.deep.equal(['bots_many']);
		expect(codesOf(all, 'attribution')).to.include('attribution_advice');
		expect(codesOf(all, 'skipped')).to.deep.equal(['skipped_name']);
		expect(codesOf(all, 'left-out')).to.deep.equal(['left_out_advice']);
		const money = all.find(({ message }) => message.startsWith('Amount left out'));
		expect(money?.message).to.include('(1 of ');
		expect(money?.remediation.join(' ')).to.include('Set `defaultCurrency`');
		expect(all.filter(({ status, remediation }) => status === 'warn' && remediation.length === 0)).to.deep.equal([]);
	}).timeout(60_000);
});
