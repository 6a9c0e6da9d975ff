import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { HttpError } from '../../../src/http/http-error.js';
import { HeldBodies, MAX_CALL_BYTES } from '../../../src/protocols/rudderstack/held-bodies.js';
import { TRANSFORM } from '../../../src/protocols/rudderstack/parse-call.js';

const statusOf = (work: Promise<unknown>) =>
	work.then(
		() => 200,
		(error: HttpError) => error.statusCode,
	);

describe('HeldBodies', () => {
	const aBody = (bytes: Buffer) => Readable.from([bytes]);

	it('gives the bytes as they came, inflated and parsed', async () => {
		const bytes = gzipSync('{"a":1}');

		const held = await new HeldBodies().hold(aBody(bytes));

		expect(held.bytes.equals(bytes)).to.equal(true);
		expect((await held.inflated()).toString()).to.equal('{"a":1}');
		expect(await held.parse(TRANSFORM)).to.deep.equal({ json: { a: 1 }, tooLarge: 0 });
	});

	it('refuses a body beyond its budget with 503, and takes it once others are released', async () => {
		const bodies = new HeldBodies(1000);
		const first = await bodies.hold(aBody(Buffer.alloc(800)));

		const refused = await statusOf(bodies.hold(aBody(Buffer.alloc(300))));
		first.release();
		first.release();
		const taken = await statusOf(bodies.hold(aBody(Buffer.alloc(300))));

		expect([refused, taken, bodies.heldBytes]).to.deep.equal([503, 200, 300]);
	});

	it('counts inflated bytes too', async () => {
		const bodies = new HeldBodies(1000);
		const held = await bodies.hold(aBody(gzipSync(Buffer.alloc(5000))));

		const refused = await statusOf(held.inflated());
		held.release();

		expect([refused, bodies.heldBytes]).to.deep.equal([503, 0]);
	});

	it('refuses more than 200 MB with 413, plain or inflated, and keeps none of it', async () => {
		const bodies = new HeldBodies(Number.POSITIVE_INFINITY);
		const block = Buffer.alloc(16 * 1024 * 1024);
		const endless = async function* () {
			for (;;) yield block;
		};
		const members = Array<Buffer>(Math.ceil((MAX_CALL_BYTES + 1) / block.length)).fill(gzipSync(block));
		const bomb = await bodies.hold(aBody(Buffer.concat(members)));

		const refused = [await statusOf(bodies.hold(endless())), await statusOf(bomb.inflated())];
		bomb.release();

		expect([...refused, bodies.heldBytes]).to.deep.equal([413, 413, 0]);
		expect(await bomb.inflated().catch((error: unknown) => error)).to.be.instanceOf(HttpError);
	});
});
