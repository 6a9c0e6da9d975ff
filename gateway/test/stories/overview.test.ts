import { expect } from 'chai';
import { type CountRow, HOUR_MS } from '../../src/queue/counts.js';
import { type Counted, writeCounted } from '../../src/stories/counted.js';
import { type Period, toOverview } from '../../src/stories/overview.js';
import { NOW } from '../a-batch-item.js';

const HOUR = Math.floor(NOW / HOUR_MS);
const row = (counted: Counted, n: number, hour = HOUR): CountRow => ({
	pixelId: 'p1',
	hour,
	n,
	what: writeCounted(counted),
});
const view = (rows: readonly CountRow[], period: Period = '24h', source?: string) =>
	toOverview(rows, { period, source, nowMs: NOW, waiting: 3 });
const order = (matchKeys: number, source = 'web') =>
	({ kind: 'accepted', type: 'order_created', from: 'Order Completed', source, matchKeys }) as const;

describe('toOverview', () => {
	it('adds up a period and the one before', () => {
		const overview = view([
			row({ kind: 'in', source: 'web' }, 10),
			row(order(1), 4),
			row(order(2), 2, HOUR - 23),
			row(order(1), 7, HOUR - 24),
			row({ kind: 'ended', outcome: 'discarded', reason: 'expired', type: '', source: 'web' }, 1),
		]);

		expect(overview).to.include({ received: 10, accepted: 6, discarded: 1, failed: 0, waiting: 3 });
		expect(overview.verdicts).to.deep.equal({ attributable: 4, matchable: 2, weak: 0, none: 0 });
		expect(overview.previous).to.deep.include({ accepted: 7 });
		expect(overview.trend).to.have.lengthOf(24);
		expect(overview.trend.at(-1)).to.include({ accepted: 4, attributable: 4 });
		expect(overview.groups[0]).to.deep.include({ accepted: 6, keys: { oppref: 4, email: 2 } });
	});

	it('counts one source alone', () => {
		const overview = view([row(order(1, 'web'), 4), row(order(1, 'server'), 2)], '24h', 'server');

		expect(overview.accepted).to.equal(2);
	});

	it('leaves out what is no count, and bounds names, groups and points', () => {
		const names = Array.from({ length: 50 }, (_, n) =>
			row({ kind: 'skipped', reason: 'event_not_mapped', name: `N${n}`, source: 'web' }, n + 1),
		);
		const groups = Array.from({ length: 300 }, (_, n) => row({ ...order(1), type: `t${n}` }, 1));

		const overview = view([...names, ...groups, { pixelId: 'p1', hour: HOUR, n: 9, what: '["other"]' }], '7d');

		expect(overview.skipped[0]?.names.map(({ name }) => name).slice(0, 2)).to.deep.equal(['N49', 'N48']);
		expect(overview.skipped[0]).to.include({ n: 1275 });
		expect([overview.skipped[0]?.names.length, overview.groups.length, overview.trend.length]).to.deep.equal([
			20, 200, 168,
		]);
		expect(overview.groups[0]?.trend).to.have.lengthOf(28);
	});
});

describe('the diagnostics of an overview', () => {
	const codes = (rows: readonly CountRow[]) =>
		view(rows).diagnostics.map(({ code, affected, total }) => [code, affected, total]);

	it('find a source with few clicks, from 50 events on', () => {
		const web = row(order(1), 60);

		expect(codes([web, row(order(2, 'server'), 50)])).to.deep.equal([['few_clicks', 50, 50]]);
		expect(codes([web, row(order(2, 'server'), 49)])).to.deep.equal([]);
		expect(codes([web, row(order(1, 'server'), 36), row(order(2, 'server'), 24)])).to.deep.equal([]);
	});

	it('find weak events at 5 %', () => {
		expect(codes([row(order(2), 95), row(order(512), 5)])).to.deep.equal([['weak', 5, 100]]);
		expect(codes([row(order(2), 96), row(order(512), 4)])).to.deep.equal([]);
	});

	it('judge a type whatever its names, and its small sources together', () => {
		const small = Array.from({ length: 30 }, (_, n) => row(order(2, `app-${n}`), 2));
		const named = ['A', 'B'].map((name) => row({ ...order(2, 'server'), customName: name }, 30));

		const [app] = view([row(order(1), 60), ...small]).diagnostics;

		expect(app).to.include({ code: 'few_clicks', affected: 60, total: 60 });
		expect(app).not.to.have.property('source');
		expect(new URLSearchParams(app?.query).getAll('source')).to.have.lengthOf(20);
		expect(codes([row(order(1), 60), ...named])).to.deep.equal([['few_clicks', 60, 60]]);
	});

	it('leave a weak source alone whose type is well', () => {
		const [one, two] = [row(order(2), 190), row(order(512, 'app'), 9)];

		expect(codes([one, two])).to.deep.equal([]);
		expect(view([one, row(order(512, 'app'), 10)]).diagnostics[0]).to.include({
			source: 'app',
			affected: 10,
			total: 200,
		});
	});

	it('find what is left out: money from the first one on, match keys at 2 %', () => {
		const note = (path: string, n: number) =>
			row({ kind: 'note', path, message: 'left out', type: 'order_created', source: 'web' }, n);

		expect(codes([row(order(2), 100), note('data.amount', 1), note('user.phone', 1)])).to.deep.equal([
			['left_out', 1, 100],
		]);
		expect(codes([row(order(2), 100), note('user.phone', 2)])).to.deep.equal([['left_out', 2, 100]]);
	});

	it('find orders under two ids, an event_id that no setting names, and poorer first events', () => {
		const about = { type: 'order_created', source: 'web' };

		expect(
			codes([
				row(order(2), 117),
				row({ kind: 'twice', ...about }, 12),
				row({ kind: 'event_id', ...about }, 3),
				row({ kind: 'poorer', ...about, matchKeys: 1 }, 18),
			]),
		).to.deep.equal([
			['poorer_first', 18, 117],
			['counted_twice', 12, 117],
			['event_id_unnamed', 3, 117],
		]);
	});

	it('name the row that maps a near miss', () => {
		const counted = { kind: 'skipped', reason: 'event_not_mapped', source: 'web', name: 'Order Placed' } as const;

		const [found] = view([row({ ...counted, meant: 'Order Completed', row: '{}' }, 214)]).diagnostics;

		expect(found).to.include({ code: 'near_miss', affected: 214, cure: '{}' });
		expect(found?.message).to.equal('Order Placed is not mapped. Did you mean Order Completed?');
	});
});
