/** The outbox of docs/recipes.md on a PostgreSQL of its own: transactions, two workers at once, a worker that loses its connection, OpenAI away. */

import { expect } from 'chai';
import { createDestination, type Destination } from 'openai-ads-destination';
import { createSandbox, type Sandbox } from 'openai-ads-destination/sandbox';
import pg from 'pg';
import { codeOf, run } from '../../../test/recipes/recipe-code.js';
import { startPostgres, type TestPostgres } from '../queue/postgres/a-postgres.js';

const HEADING = 'An outbox in PostgreSQL';

interface Recipe {
	placeOrder(pool: pg.Pool, order: object): Promise<void>;
	sendDue(pool: pg.Pool, destination: Pick<Destination, 'sendBatch'>): Promise<number>;
}

describe('recipes: an outbox in PostgreSQL', () => {
	const { placeOrder, sendDue } = run(codeOf(HEADING, 'js')) as unknown as Recipe; // As its exports say.
	let postgres: TestPostgres;
	let pool: pg.Pool;
	let sandbox: Sandbox;
	let destination: Destination;

	before(async function () {
		this.timeout(60_000);
		postgres = await startPostgres();
		pool = new pg.Pool({ connectionString: postgres.url });
		await postgres.query('CREATE TABLE orders (id text PRIMARY KEY, total numeric, currency text)');
		for (const statement of codeOf(HEADING, 'sql').split(/;$/m)) if (statement.trim()) await postgres.query(statement);
	});
	after(async () => {
		await pool.end();
		await postgres.stop();
	});
	beforeEach(async () => {
		sandbox = await createSandbox({ apiKey: 'k', pixelId: 'px' });
		// The settings that the page names.
		const delivery = { maxRetries: 0, requestTimeout: 5000 };
		destination = createDestination({ apiKey: 'k', pixelId: 'px', endpoint: sandbox.endpoint, ...delivery });
	});
	afterEach(async () => {
		await destination.close();
		await sandbox.close();
		await postgres.query('TRUNCATE orders, conversion_outbox');
	});

	const place = (id: string) => placeOrder(pool, { id, total: 25, currency: 'EUR', userId: 'u-1' });
	const rows = () => postgres.query('SELECT tries, outcome, reason FROM conversion_outbox ORDER BY id');
	const dueNow = () => postgres.query('UPDATE conversion_outbox SET due_at = now()');
	const secondsToWait = async () => {
		const [row] = await postgres.query(
			'SELECT extract(epoch FROM due_at - now())::float AS seconds FROM conversion_outbox',
		);
		return row?.['seconds'];
	};
	/** The ids in each request that reached OpenAI. */
	const requests = () =>
		sandbox.requests().map(({ body = '' }) => JSON.parse(body).events.map(({ id }: { id: string }) => id));

	it('writes the order and its conversion, or neither', async () => {
		await place('o-1');

		const error = await place('o-1').catch((thrown) => thrown);

		expect(error).to.have.property('code', '23505');
		expect(await rows()).to.deep.equal([{ tries: 0, outcome: null, reason: null }]);
	});

	it('sends what waits once, and marks it', async () => {
		await place('o-1');
		await place('o-2');

		const counts = [await sendDue(pool, destination), await sendDue(pool, destination)];

		expect([counts, requests()]).to.deep.equal([[2, 0], [['order-o-1', 'order-o-2']]]);
		expect(await rows()).to.deep.equal(Array(2).fill({ tries: 1, outcome: 'accepted', reason: null }));
	});

	it('lets two workers share the work: neither waits for the other, and no order is sent by both', async () => {
		for (let n = 1; n <= 101; n++) await place(`o-${n}`);
		let bothWork: () => void = () => {};
		const working = new Promise<void>((resolve) => {
			bothWork = resolve;
		});
		let workers = 0;
		// Neither goes on before both hold rows.
		const together: Pick<Destination, 'sendBatch'> = {
			sendBatch: async (events) => {
				workers += 1;
				if (workers === 2) bothWork();
				await working;
				return destination.sendBatch(events);
			},
		};

		const counts = await Promise.all([sendDue(pool, together), sendDue(pool, together)]);

		const sent = requests().flat();
		expect(counts.sort()).to.deep.equal([1, 100]);
		expect([sent.length, new Set(sent).size]).to.deep.equal([101, 101]);
	});

	it('sends again, with the same id, what a worker had sent when it lost its connection', async () => {
		await place('o-1');
		const cutOff: Pick<Destination, 'sendBatch'> = {
			sendBatch: async (events) => {
				const results = await destination.sendBatch(events);
				await postgres.query(
					"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'",
				);
				return results;
			},
		};

		const error = await sendDue(pool, cutOff).catch((thrown) => thrown);
		const after = await rows();
		const sent = await sendDue(pool, destination);

		expect(error).to.be.instanceOf(Error);
		expect([after, sent]).to.deep.equal([[{ tries: 0, outcome: null, reason: null }], 1]);
		expect(requests()).to.deep.equal([['order-o-1'], ['order-o-1']]);
		expect(sandbox.events()).to.have.lengthOf(1);
		expect(await rows()).to.deep.equal([{ tries: 1, outcome: 'accepted', reason: null }]);
	});

	it('keeps what OpenAI did not take for later, longer each time', async () => {
		await place('o-1');
		sandbox.fault({ status: 503, times: 2 });

		const counts = [await sendDue(pool, destination), await sendDue(pool, destination)];
		const [waiting] = await rows();
		const first = await secondsToWait();
		await dueNow();
		await sendDue(pool, destination);
		const second = await secondsToWait();
		await dueNow();
		await sendDue(pool, destination);

		expect([counts, waiting]).to.deep.equal([[1, 0], { tries: 1, outcome: null, reason: 'retries_exhausted' }]);
		expect(first).to.be.within(1, 30);
		expect(second).to.be.within(31, 60);
		expect(await rows()).to.deep.equal([{ tries: 3, outcome: 'accepted', reason: null }]);
	});

	it('marks what can never be sent, and says why', async () => {
		await place('o-1');
		await postgres.query(
			"UPDATE conversion_outbox SET event = jsonb_set(event, '{timestamp}', to_jsonb(now() - interval '8 days'))",
		);

		await sendDue(pool, destination);

		expect(await rows()).to.deep.equal([{ tries: 1, outcome: 'discarded', reason: 'expired' }]);
	});
});
