import { expect } from 'chai';
import type { Admission, Intake } from 'openai-ads-destination/pipeline';
import { createAccept } from '../../src/accept/accept.js';
import { createPixelAccept } from '../../src/accept/accept-pixel.js';
import type { PixelQueue } from '../../src/queue/queue.js';
import { aBatchItem } from '../a-batch-item.js';
import { createRecordingLog } from '../recording-log.js';
import { acceptInto } from './accept-into.js';

describe('createAccept', () => {
	const skipped = { result: { outcome: 'skipped', reason: 'event_not_mapped', messageId: 'm2', attempts: 0 } } as const;
	const expired = {
		result: { outcome: 'discarded', reason: 'expired', detail: 'too old', messageId: 'm3', attempts: 0 },
	} as const;

	function anAccept(admissions: readonly Admission[], add = async (items: readonly unknown[]) => items.length) {
		const append = async (items: readonly unknown[]) => ({ added: await add(items), cancelled: [] });
		const log = createRecordingLog();
		let wakes = 0;
		const kept: unknown[] = [];
		const bare: unknown[] = [];
		const keepRefused = async (...call: unknown[]) => void kept.push(call);
		const deadLetters = { keep: async (...call: unknown[]) => void bare.push(call) };
		const queue = { append, keepRefused, deadLetters } as unknown as PixelQueue;
		const intake = async (some: readonly unknown[]) => some.map((index) => admissions[Number(index)] ?? skipped);
		const accept = acceptInto(intake, queue, log, () => wakes++);
		return { accept, log, kept, bare, wakes: () => wakes };
	}
	const events = (count: number) => Array.from({ length: count }, (_, index) => index);
	const pixels = ['shop'];
	const server = { pixels, allowsOrders: true, allowsErasure: true };

	it('counts kept and purposely skipped events as accepted, and lists the rest by index', async () => {
		const { accept } = anAccept([{ item: aBatchItem() }, skipped, expired]);

		const result = await accept(events(3), server);

		expect(result).to.deep.equal({
			accepted: 2,
			skipped: { event_not_mapped: 1 },
			refused: [{ index: 2, reason: 'expired', detail: 'too old' }],
			refusedCount: 1,
		});
	});

	it('counts skipped events by reason, but not what was remembered of people', async () => {
		const remembered = {
			result: { outcome: 'skipped', reason: 'profile_remembered', messageId: 'i', attempts: 0 },
		} as const;
		const denied = { result: { outcome: 'skipped', reason: 'consent_denied', messageId: 'd', attempts: 0 } } as const;
		const some = anAccept([skipped, remembered, denied, skipped]);
		const none = anAccept([remembered, { item: aBatchItem() }]);

		const answer = await some.accept(events(4), server);

		expect([answer.accepted, answer.skipped]).to.deep.equal([4, { event_not_mapped: 2, consent_denied: 1 }]);
		expect(await none.accept(events(2), server)).not.to.have.property('skipped');
	});

	it('lists the first 100 refused events and counts them all', async () => {
		const { accept, log } = anAccept(Array(300).fill(expired));

		const { accepted, refused, refusedCount } = await accept(events(300), server);

		expect([accepted, refused.length, refused.at(-1)?.index, refusedCount]).to.deep.equal([0, 100, 99, 300]);
		expect(log.lines.map(({ fields }) => fields['count'])).to.deep.equal([300]);
	});

	it('gives refused events of a long request their index in it', async () => {
		const { accept } = anAccept([...Array(1200).fill(skipped), expired]);

		const { accepted, refused } = await accept(events(1201), server);

		expect([accepted, refused.map(({ index }) => index)]).to.deep.equal([1200, [1200]]);
	});

	it('wakes the worker only when something new is queued', async () => {
		const known = anAccept([{ item: aBatchItem() }], async () => 0);
		const fresh = anAccept([{ item: aBatchItem() }]);

		await known.accept(events(1), server);
		await fresh.accept(events(1), server);

		expect([known.wakes(), fresh.wakes()]).to.deep.equal([0, 1]);
	});

	it('waits for the commit even if there is nothing to send, for the sake of profile updates', async () => {
		const { accept } = anAccept([skipped], () => Promise.reject(new Error('full')));

		const outcome = await accept(events(1), server).catch((error: Error) => error.message);

		expect(outcome).to.equal('full');
	});

	it('keeps orders from senders that may not send them as dead letters, and takes their other events', async () => {
		const lead = aBatchItem({ id: 'm2', type: 'lead_created' });
		const queued: unknown[] = [];
		const order = aBatchItem();
		const { accept, kept } = anAccept([{ item: order }, { item: lead }], async (items) => queued.push(...items));
		const browser = { pixels, tier: 'browser', allowsOrders: false, allowsErasure: false } as const;

		const { accepted, refused } = await accept(events(2), browser);

		expect([accepted, queued, refused.map(({ index, reason }) => [index, reason])]).to.deep.equal([
			1,
			[lead],
			[[0, 'invalid']],
		]);
		expect(kept).to.deep.equal([[[order], { tier: 'browser' }, { reason: 'invalid', detail: refused[0]?.detail }]]);
	});

	it('keeps why other events were refused, who sent them, and no text that may be an address or a number', async () => {
		const path = { path: 'data.amount', message: 'left out.' };
		const long = { path: `data.${'y'.repeat(1000)}`, message: 'x'.repeat(5000) };
		const named = { path: 'data.jane@shop.example', message: 'left out.' };
		const result = {
			...expired.result,
			messageId: 'jane@shop.example',
			detail: 'x'.repeat(5000),
			notes: [path, long, named],
		};
		const { accept, bare } = anAccept([
			skipped,
			{ result: { ...result, id: '+49 170 1234567', type: 'lead_created' } },
		]);

		await accept(events(2), { ...server, tier: 'server', from: 'shop' });

		const full = anAccept([expired], () => Promise.reject(new Error('full')));
		await full.accept(events(1), server).catch(() => {});

		const letter = {
			messageId: 'a text of 17 characters',
			id: 'a text of 15 characters',
			type: 'lead_created',
			reason: 'expired',
			detail: 'x'.repeat(1000),
			notes: [
				path,
				{ path: long.path.slice(0, 80), message: 'x'.repeat(1000) },
				{ path: 'a text of 22 characters', message: 'left out.' },
			],
		};
		expect(full.bare).to.deep.equal([]); // Its sender will send it again.
		expect(bare).to.deep.equal([[[letter], { tier: 'server', from: 'shop' }]]);
	});

	it('tells the operator about refused events, once per reason', async () => {
		const { accept, log } = anAccept([expired, expired, skipped]);

		await accept(events(3), server);

		expect(log.lines.map(({ level, fields }) => [level, fields])).to.deep.equal([
			['error', { reason: 'expired', count: 2, detail: 'too old' }],
		]);
	});

	it('erases nobody for a browser write key', async () => {
		const seen: unknown[] = [];
		const intake = async (some: readonly unknown[]) => {
			seen.push(...some);
			return some.map(() => skipped);
		};
		const deadLetters = { keep: async () => {} };
		const queue = { append: async () => ({ added: 0, cancelled: [] }), deadLetters } as unknown as PixelQueue;
		const accept = acceptInto(intake, queue);

		await accept([{ type: 'delete', userId: 'u1' }], { pixels, allowsOrders: true, allowsErasure: false });

		expect(seen).to.not.deep.include({ type: 'delete', userId: 'u1' });
	});

	it('refuses the erasure with a reason, and takes the events around it', async () => {
		const { accept } = anAccept([{ item: aBatchItem() }, expired]);

		const { accepted, refused } = await accept([0, { type: 'delete', userId: 'u1' }, 1], {
			pixels,
			allowsOrders: true,
			allowsErasure: false,
		});

		expect([accepted, refused.map(({ index, reason }) => [index, reason])]).to.deep.equal([
			1,
			[
				[1, 'invalid'],
				[2, 'expired'],
			],
		]);
		expect(refused[0]?.detail).to.include('`delete` is not accepted with a browser write key');
	});

	it('tells intake and queue who sent the events', async () => {
		const tiers: unknown[] = [];
		const intake: Intake = async (some, sender) => {
			tiers.push(sender?.tier);
			return some.map(() => skipped);
		};
		const append: PixelQueue['append'] = async (_, sender) => ({ added: tiers.push(sender?.tier), cancelled: [] });
		const accept = acceptInto(intake, { append } as PixelQueue);

		await accept(events(1), server);
		await accept(events(1), { pixels, tier: 'browser', allowsOrders: false, allowsErasure: false });

		expect(tiers).to.deep.equal(['server', 'server', 'browser', 'browser']);
	});

	it('takes requests about one person in one after the other', async () => {
		const ends: (() => void)[] = [];
		const intake: Intake = (some) => new Promise((resolve) => ends.push(() => resolve(some.map(() => skipped))));
		const accept = acceptInto(intake, { append: async () => ({ added: 0, cancelled: [] }) } as unknown as PixelQueue);

		const requests = [accept(events(1), server), accept(events(1), server)];
		await new Promise(setImmediate);
		const atOnce = ends.length;
		ends[0]?.();
		await requests[0];
		ends[1]?.();
		await requests[1];

		expect(atOnce).to.equal(1);
	});

	describe('for a key of several pixels', () => {
		const kept = { item: aBatchItem() };
		const both = { pixels: ['shop', 'blog'], allowsOrders: true, allowsErasure: true };

		/** Each pixel has an admission for every event, or a queue that is full. */
		function aFanOut(admissions: Readonly<Record<string, readonly Admission[] | 'full'>>) {
			const appended: string[] = [];
			const seen: Record<string, unknown[]> = {};
			const doors = Object.entries(admissions).map(([name, known]) => {
				const intake: Intake = async (some) => {
					seen[name] = [...(seen[name] ?? []), ...some];
					return some.map((index) => (known === 'full' ? kept : (known[Number(index)] ?? skipped)));
				};
				const append = async () => {
					if (known === 'full') throw new Error('full');
					appended.push(name);
					return { added: 1, cancelled: [] };
				};
				const queue = { append, deadLetters: { keep: async () => {} } } as unknown as PixelQueue;
				return [name, createPixelAccept({ intake, queue, onQueued: () => {} })] as const;
			});
			const map = new Map(doors);
			const ports = { find: (name: string) => map.get(name), all: () => [...map.values()] };
			return { accept: createAccept(ports, createRecordingLog()), appended, seen };
		}

		it('gives each event to all of them, and to no other', async () => {
			const { accept, seen } = aFanOut({ shop: [kept], blog: [kept], other: [kept] });

			await accept(events(1), both);

			expect(seen).to.deep.equal({ shop: [0], blog: [0] });
		});

		it('refuses what one refuses, keeps what one keeps, and skips what all skip', async () => {
			const { accept } = aFanOut({ shop: [kept, kept, skipped], blog: [expired, skipped, skipped] });

			expect(await accept(events(3), both)).to.deep.equal({
				accepted: 2,
				skipped: { event_not_mapped: 1 },
				refused: [{ index: 0, reason: 'expired', detail: 'too old' }],
				refusedCount: 1,
			});
		});

		it('keeps the events for the others before it says that one is full', async () => {
			const { accept, appended } = aFanOut({ shop: 'full', blog: [kept] });

			const outcome = await accept(events(1), both).catch((error: Error) => error.message);

			expect([outcome, appended]).to.deep.equal(['full', ['blog']]);
		});

		it('erases a person from every pixel, whichever the key is for', async () => {
			const { accept, seen } = aFanOut({ shop: [kept], blog: [kept] });

			await accept([0, { type: 'delete', userId: 'u1' }], { ...both, pixels: ['shop'] });

			expect(seen['blog']).to.deep.equal([{ type: 'delete', userId: 'u1' }]);
		});

		it('lets the sender try again when a pixel has left the configuration meanwhile', async () => {
			const { accept } = aFanOut({ shop: [kept] });

			const code = await accept(events(1), both).catch((error: { code?: string }) => error.code);

			expect(code).to.equal('storage_failed');
		});
	});
});
