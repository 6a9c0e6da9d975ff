import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { HttpError } from '../../../src/http/http-error.js';
import { BodyRoom, MAX_CALL_BYTES } from '../../../src/protocols/rudderstack/held-body.js';

const statusOf = (work: Promise<unknown>) =>
	work.then(
		() => 200,
		(error: HttpError) => error.statusCode,
	);

describe('BodyRoom', () => {
	const aBody = (bytes: Buffer) => Readable.from([bytes]);

	it('gives back the bytes as they came, inflated and parsed', async () => {
		const bytes = gzipSync('{"a":1}');

		const held = await new BodyRoom().hold(aBody(bytes));

		expect(held.bytes.equals(bytes)).to.equal(true);
		expect((await held.inflated()).toString()).to.equal('{"a":1}');
		expect(await held.json()).to.deep.equal({ a: 1 });
	});

	it('refuses with 503 what goes beyond its room, and takes it once others are released', async () => {
		const room = new BodyRoom(1000);
		const first = await room.hold(aBody(Buffer.alloc(800)));

		const refused = await statusOf(room.hold(aBody(Buffer.alloc(300))));
		first.release();
		first.release();
		const taken = await statusOf(room.hold(aBody(Buffer.alloc(300))));

		expect([refused, taken, room.heldBytes]).to.deep.equal([503, 200, 300]);
	});

	it('counts what is inflated', async () => {
		const room = new BodyRoom(1000);
		const held = await room.hold(aBody(gzipSync(Buffer.alloc(5000))));

		const refused = await statusOf(held.inflated());
		held.release();

		expect([refused, room.heldBytes]).to.deep.equal([503, 0]);
	});

	it('refuses with 413 what is above 200 MB, plain or inflated, and keeps nothing of it', async () => {
		const room = new BodyRoom(Number.POSITIVE_INFINITY);
		const block = Buffer.alloc(16 * 1024 * 1024);
		const endless = async function* () {
			for (;;) yield block;
		};
		const members = Array<Buffer>(Math.ceil((MAX_CALL_BYTES + 1) / block.length)).fill(gzipSync(block));
		const bomb = await room.hold(aBody(Buffer.concat(members)));

		const refused = [await statusOf(room.hold(endless())), await statusOf(bomb.inflated())];
		bomb.release();

		expect([...refused, room.heldBytes]).to.deep.equal([413, 413, 0]);
		expect(await bomb.inflated().catch((error: unknown) => error)).to.be.instanceOf(HttpError);
	});
});
