import { expect } from 'chai';
import { inTrace, readTraceparent, traceFetch, withTraceparent } from '../src/traceparent.js';
import { batchItems } from './a-batch-item.js';

const ONE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const OTHER = '00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01';

const trace = (count: number, traceparent: string) =>
	batchItems(count).map((item) => withTraceparent(item, traceparent));

describe('readTraceparent', () => {
	it('takes what the W3C describes', () => {
		expect(readTraceparent(ONE)).to.equal(ONE);
	});

	for (const [what, header] of [
		['nothing', undefined],
		['a list', [ONE, OTHER]],
		['another version', `01${ONE.slice(2)}`],
		['capitals', ONE.toUpperCase()],
		['no trace', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`],
		['no parent', `00-0af7651916cd43dd8448eb211c80319c-${'0'.repeat(16)}-01`],
		['more', `${ONE}-more`],
		['a million characters', '0'.repeat(1e6)],
		['a line break', `${ONE.slice(0, -1)}\n`],
	] as const) {
		it(`passes over ${what}`, () => {
			expect(readTraceparent(header)).to.equal(undefined);
		});
	}
});

describe('inTrace', () => {
	const [one, other] = [trace(2, ONE), trace(1, OTHER)];

	async function send(items: Parameters<typeof inTrace>[0]): Promise<string | null> {
		let sent: string | null = null;
		const fetch = traceFetch(async (_url, init) => {
			const headers = new Headers(init?.headers);
			sent = headers.get('traceparent');
			expect(headers.get('authorization')).to.equal('Bearer the-key');
			return new Response();
		});
		await inTrace(items, async () => {
			await Promise.resolve();
			await fetch('https://openai.example', { headers: { authorization: 'Bearer the-key' } });
		});
		return sent;
	}

	it('sends the trace that all events of a batch share', async () => {
		expect(await send(one)).to.equal(ONE);
	});

	it('sends none if they differ, or if one has none', async () => {
		expect(await send([...one, ...other])).to.equal(null);
		expect(await send([...one, ...batchItems(1)])).to.equal(null);
		expect(await send(batchItems(1))).to.equal(null);
		expect(await send([])).to.equal(null);
	});

	it('sends none that somebody has changed on the disk', async () => {
		expect(await send(trace(1, 'x\r\ny'))).to.equal(null);
	});

	it('keeps deliveries that run at once apart', async () => {
		expect(await Promise.all([send(one), send(other), send(batchItems(1))])).to.deep.equal([ONE, OTHER, null]);
	});
});
