import { expect } from 'chai';
import type { ForeignStory, SharedStories, SharedStory } from '../../src/queue/shared-stories.js';
import { StorySharing } from '../../src/stories/share-stories.js';
import type { StoryStart } from '../../src/stories/story.js';
import { StoryBook } from '../../src/stories/story-book.js';
import { toSummary } from '../../src/stories/summary.js';
import { Totals } from '../../src/stories/totals.js';

const NOW = Date.UTC(2026, 10, 27);
const START: StoryStart = {
	atMs: NOW,
	pixel: 'shop',
	pixelId: 'px1',
	type: 'order_created',
	name: 'Order Completed',
	id: '1001',
	messageId: 'm1',
	source: 'analytics-node',
	identity: 'digest-of-1001',
	marks: [7],
};
const QUEUED = [
	{ atMs: NOW, what: 'received' },
	{ atMs: NOW, what: 'queued' },
] as const;

/** A table that all gateways share. */
class Table {
	readonly rows = new Map<string, ForeignStory & { readonly at: number }>();
	forgotten: number[] = [];
	hasOthers = true;
	#at = 0;

	for(gateway: string): SharedStories {
		const table = this;
		let [read, forgotten] = [0, 0];
		return {
			get hasOthers() {
				return table.hasOthers;
			},
			write: async (stories: readonly SharedStory[]) => {
				for (const story of stories) this.rows.set(`${gateway} ${story.seq}`, { ...story, gateway, at: ++this.#at });
			},
			readNew: async () => {
				const news = [...this.rows.values()].filter((row) => row.gateway !== gateway && row.at > read);
				read = this.#at;
				return news;
			},
			forget: async (marks) => {
				this.forgotten.push(...marks);
				for (const [key, row] of this.rows) if (row.marks.some((mark) => marks.includes(mark))) this.rows.delete(key);
			},
			readForgotten: async () => {
				const marks = this.forgotten.slice(forgotten);
				forgotten = this.forgotten.length;
				return marks;
			},
		};
	}
}

describe('Stories that gateways share', () => {
	let table: Table;
	let clockMs: number;
	const opened: StorySharing[] = [];

	beforeEach(() => {
		[table, clockMs] = [new Table(), 0];
	});
	afterEach(() => {
		for (const sharing of opened.splice(0)) sharing.stop();
	});

	function aGateway(name: string) {
		const book = new StoryBook({ startMs: NOW });
		const totals = new Totals(book);
		const shared = table.for(name);
		const sharing = new StorySharing({ book, shared, instance: name, monotonicMs: () => clockMs });
		sharing.start();
		opened.push(sharing);
		const list = async () => {
			clockMs += 1000;
			await sharing.refresh();
			return [...book.newestFirst()];
		};
		return { book, totals, sharing, list };
	}

	/** `a` takes an event in, `b` sends it. */
	async function sendOne(a: ReturnType<typeof aGateway>, b: ReturnType<typeof aGateway>) {
		a.book.begin(START, { outcome: 'waiting', verdict: 'matchable', notes: [], steps: QUEUED });
		const described = { ...START, name: 'order_created', source: 'unknown' };
		const story = b.book.begin(described, {
			outcome: 'waiting',
			notes: [],
			steps: [{ atMs: NOW + 2, what: 'queued' }],
		});
		const steps = [...story.steps, { atMs: NOW + 900, what: 'accepted', requestId: 'req_1', status: 200 }] as const;
		b.book.change(story, { outcome: 'accepted', verdict: 'attributable', steps });
		await Promise.all([a.sharing.write(), b.sharing.write()]);
	}

	it('are one story of an event that one gateway took in and another sent, whichever is asked', async () => {
		const [a, b] = [aGateway('a'), aGateway('b')];
		await sendOne(a, b);

		for (const gateway of [a, b]) {
			const [story, ...others] = await gateway.list();
			expect(others).to.deep.equal([]);
			expect(story).to.deep.include({ outcome: 'accepted', verdict: 'attributable', source: 'analytics-node' });
			expect(story).to.have.property('name', 'Order Completed');
			expect(story?.steps.map(({ what }) => what)).to.deep.equal(['received', 'queued', 'accepted']);
		}
	});

	it('are told by the name of the gateway that took them in, also to one that had no part in them', async () => {
		const [a, b, c] = [aGateway('a'), aGateway('b'), aGateway('c')];
		await sendOne(a, b);

		const [story] = await c.list();

		expect(story && toSummary(story)).to.deep.include({ instance: 'a', outcome: 'accepted', id: '1001' });
		expect([await c.list().then(({ length }) => length), c.totals.read().received]).to.deep.equal([1, 0]);
	});

	it('are not told on and on', async () => {
		const [a, b] = [aGateway('a'), aGateway('b')];
		await sendOne(a, b);
		await Promise.all([a.list(), b.list()]);
		const before = JSON.stringify([...table.rows]);

		await Promise.all([a.sharing.write(), b.sharing.write()]);

		expect(JSON.stringify([...table.rows])).to.equal(before);
	});

	it('cost nothing while no other gateway is there', async () => {
		table.hasOthers = false;
		const a = aGateway('a');
		a.book.begin(START, { outcome: 'waiting', notes: [], steps: QUEUED });
		await a.sharing.write();

		expect(table.rows.size).to.equal(0);
	});

	it('are at most 50 a quarter of a second, refused ones first', async () => {
		const a = aGateway('a');
		for (let n = 0; n < 300; n++) {
			const outcome = n % 30 === 29 ? 'discarded' : 'accepted';
			a.book.begin({ ...START, id: String(n), identity: `i${n}` }, { outcome, notes: [], steps: QUEUED });
		}
		await a.sharing.write();

		const told = [...table.rows.values()].map(({ body }) => JSON.parse(body) as { outcome: string });
		expect([told.length, told.filter(({ outcome }) => outcome === 'discarded').length]).to.deep.equal([50, 10]);
	});

	it('hold nothing of a person who is forgotten, in any gateway', async () => {
		const [a, b, c] = [aGateway('a'), aGateway('b'), aGateway('c')];
		await sendOne(a, b);
		await c.list();
		a.book.forget(new Set([7]));
		await a.sharing.forget([7]);
		await Promise.all([b.sharing.forgetWithOthers(), c.sharing.forgetWithOthers()]);

		expect(await Promise.all([a, b, c].map(async ({ list }) => (await list()).length))).to.deep.equal([0, 0, 0]);
		expect(table.rows.size).to.equal(0);
	});

	it('are let be where another version tells what this one can not read', async () => {
		const a = aGateway('a');
		const whole = { ...START, outcome: 'accepted', notes: [], steps: [] };
		const broken = [
			{ ...whole, steps: [{ what: 'queued' }] },
			{ ...whole, steps: [null] },
			{ ...whole, notes: [{ path: 'x' }] },
			{ ...whole, atMs: '1' },
			{ ...whole, name: 'x'.repeat(40_000) },
		];
		const bodies = ['', '{', 'null', '[]', '{"pixel":1}', ...broken.map((one) => JSON.stringify(one))];
		await table.for('b').write(bodies.map((body, seq) => ({ seq, marks: [], body })));

		expect(await a.list()).to.deep.equal([]);
	});
});
