import { expect } from 'chai';
import type { BatchItem } from '../../src/destination/batch/batch-item.js';
import { isolatePoison } from '../../src/destination/deliver/isolate-poison.js';
import type { Send, SendOutcome } from '../../src/destination/deliver/send-outcome.js';
import { anItem, items } from './delivery-builders.js';

type BatchVerdict = (ids: readonly string[], count: number) => Partial<SendOutcome> | undefined;

/** Judges each batch by its ids; accepts it unless the verdict says otherwise. */
function aSend(verdict: BatchVerdict): Send & { readonly batches: string[] } {
	const batches: string[] = [];
	const send = async (batch: readonly BatchItem[]) => {
		const ids = batch.map(({ id }) => id);
		batches.push(ids.join(' '));
		const common = { status: 'accepted', isConfirmed: true, detail: 'no', attempts: 1 };
		const requestId = `req_${batches.length}`;
		return { ...common, requestId, ...verdict(ids, batches.length) } as SendOutcome; // Rows name whole outcomes.
	};
	return Object.assign(send, { batches });
}

const refuse = (bad: string): BatchVerdict => {
	return (ids) => (ids.includes(bad) ? { status: 'rejected', poison: new Map() } : undefined);
};

async function fates(send: Send, batch: readonly BatchItem[], maxRequests = 64) {
	const delivered = await isolatePoison(send, maxRequests)(batch);
	return delivered.map(({ result }) => [result.id, result.outcome, result.reason ?? '', result.attempts].join(' '));
}

describe('isolatePoison', () => {
	it('answers for each item of an accepted batch', async () => {
		const send = aSend(() => undefined);

		const [delivered] = await isolatePoison(send, 64)([anItem('m1', {}, { messageId: 'a', matchKeys: 64 })]);

		expect(delivered).to.deep.equal({
			result: {
				outcome: 'accepted',
				messageId: 'a',
				id: 'm1',
				type: 'lead_created',
				attempts: 1,
				requestId: 'req_1',
				attribution: 'weak',
			},
		});
	});

	it('says `validated` and `unconfirmed` where they apply', async () => {
		const send = aSend(() => ({ status: 'accepted', isConfirmed: false }));

		const [delivered] = await isolatePoison(send, 64)([anItem('m1', {}, { validateOnly: true })]);

		expect(delivered?.result).to.include({ outcome: 'accepted', reason: 'validated', detail: 'unconfirmed' });
	});

	it('returns no results for no items', async () => {
		const send = aSend(() => undefined);

		const delivered = await isolatePoison(send, 64)([]);

		expect([delivered, send.batches]).to.deep.equal([[], []]);
	});

	it('discards only the poison event and lets its neighbours through', async () => {
		const send = aSend(refuse('m2'));

		expect(await fates(send, items(4))).to.deep.equal([
			'm0 accepted  2',
			'm1 accepted  2',
			'm2 discarded rejected 3',
			'm3 accepted  3',
		]);
		expect(send.batches).to.deep.equal(['m0 m1 m2 m3', 'm0 m1', 'm2 m3', 'm2', 'm3']);
	});

	it('discards all named events at once and resends the rest once', async () => {
		const batch = items(4);
		const poison = new Map(batch.filter((_, at) => at % 2 === 0).map((item) => [item, `bad ${item.id}`]));
		const send = aSend((_, count) => (count === 1 ? { status: 'rejected', poison } : undefined));

		const delivered = await isolatePoison(send, 64)(batch);

		expect(send.batches).to.deep.equal(['m0 m1 m2 m3', 'm1 m3']);
		expect(delivered.map(({ result }) => result.detail)).to.deep.equal(['bad m0', undefined, 'bad m2', undefined]);
		expect(delivered.map(({ result }) => result.requestId)).to.deep.equal(['req_1', 'req_2', 'req_1', 'req_2']);
	});

	const lone: readonly (readonly [claim: string, isRecent: boolean | undefined, fate: string])[] = [
		['discards a lone event that is refused if OpenAI accepted something lately', true, 'discarded rejected'],
		['hands it back if OpenAI did not', false, 'failed not_isolated'],
		['hands it back if nobody remembers', undefined, 'failed not_isolated'],
	];
	for (const [claim, isRecent, fate] of lone) {
		it(claim, async () => {
			const acceptance = isRecent === undefined ? undefined : { note: () => {}, isRecent: () => isRecent };

			const [delivered] = await isolatePoison(aSend(refuse('m0')), 64, acceptance)(items(1));

			expect(`${delivered?.result.outcome} ${delivered?.result.reason}`).to.equal(fate);
		});
	}

	it('discards a lone event that OpenAI names, whatever it accepted', async () => {
		const [item] = items(1) as [BatchItem];
		const send = aSend(() => ({ status: 'rejected', poison: new Map([[item, 'bad']]) }));

		expect(await fates(send, [item])).to.deep.equal(['m0 discarded rejected 1']);
	});

	it('discards no part of a batch for what OpenAI accepted before', async () => {
		const send = aSend(() => ({ status: 'rejected', poison: new Map() }));

		const delivered = await isolatePoison(send, 64, { note: () => {}, isRecent: () => true })(items(2));

		expect(delivered.map(({ result }) => result.reason)).to.deep.equal(['not_isolated', 'not_isolated']);
	});

	it('notes what OpenAI accepts, but not what it counts too low', async () => {
		let notes = 0;
		const acceptance = { note: () => void notes++, isRecent: () => false };

		await isolatePoison(
			aSend(() => ({ acceptedCount: 0, isConfirmed: false })),
			64,
			acceptance,
		)(items(1));
		const before = notes;
		await isolatePoison(
			aSend(() => undefined),
			64,
			acceptance,
		)(items(1));

		expect([before, notes]).to.deep.equal([0, 1]);
	});

	it('fails what is undecided as closed when it is interrupted, and keeps the results so far', async () => {
		const send = aSend((ids, count) => (count === 3 ? { status: 'interrupted' } : refuse('m1')(ids, count)));

		expect(await fates(send, items(2))).to.deep.equal(['m0 accepted  2', 'm1 failed closed 2']);
	});

	it('discards nothing when every part is refused', async () => {
		const send = aSend(() => ({ status: 'rejected', poison: new Map() }));

		expect(await fates(send, items(2))).to.deep.equal(['m0 failed not_isolated 2', 'm1 failed not_isolated 2']);
	});

	it('discards a lone event that is too large, though nothing was accepted', async () => {
		const send = aSend(() => ({ status: 'too_large' }));

		expect(await fates(send, items(2))).to.deep.equal(['m0 discarded rejected 2', 'm1 discarded rejected 2']);
	});

	it('stops at a refusal that is not the events’ fault and keeps the results so far', async () => {
		const send = aSend((ids, count) =>
			count === 3 ? { status: 'unauthorized', detail: 'key' } : refuse('m3')(ids, count),
		);

		expect(await fates(send, items(4))).to.deep.equal([
			'm0 accepted  2',
			'm1 accepted  2',
			'm2 failed unauthorized 2',
			'm3 failed unauthorized 2',
		]);
	});

	it('passes on how long OpenAI asked to wait, for failed events only', async () => {
		const send = aSend((ids, count) =>
			count === 3 ? { status: 'retryable', retryAfterMs: 9000 } : refuse('m1')(ids, count),
		);

		const delivered = await isolatePoison(send, 64)([anItem('m0'), anItem('m1')]);

		expect(delivered.map(({ result, retryAfterMs }) => [result.outcome, retryAfterMs])).to.deep.equal([
			['accepted', undefined],
			['failed', 9000],
		]);
	});

	for (const maxRequests of [1, 2, 3, 5]) {
		it(`spends ${maxRequests} requests when that is the cap and loses no event`, async () => {
			const send = aSend(refuse('m7'));

			const all = await fates(send, items(8), maxRequests);

			expect(send.batches).to.have.lengthOf(maxRequests);
			expect(all).to.have.lengthOf(8);
			expect(all[7]).to.match(/^m7 failed not_isolated/);
		});
	}

	it('reports the events as failed when sending itself throws', async () => {
		const send: Send = async () => {
			throw new Error('no clock');
		};

		expect(await fates(send, items(2))).to.deep.equal([
			'm0 failed retries_exhausted 0',
			'm1 failed retries_exhausted 0',
		]);
	});
});
